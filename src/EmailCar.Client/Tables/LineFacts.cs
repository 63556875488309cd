namespace EmailCar.Tables;

/// <summary>What the bytes of one line of a text show of its encoding.</summary>
internal struct LineFacts
{
    /// <summary>Bytes beyond ASCII.</summary>
    public int HighBytes;

    /// <summary>True when there is a byte 0, as an appended line of UTF-16 has.</summary>
    public bool HasNul;

    /// <summary>Valid UTF-8 sequences of two bytes, and of three or four.</summary>
    public int Utf8Short, Utf8Long;

    /// <summary>Bytes that are no UTF-8.</summary>
    public int Utf8Invalid;

    /// <summary>Of these, no-break spaces of Windows-1252 between ASCII.</summary>
    public int LoneNoBreakSpaces;

    /// <summary>True when all that is no UTF-8 is a character that the end of the file cuts.</summary>
    public bool IsCut;

    /// <summary>Characters of GB18030, and those of GB2312 among them: frequent ones, in contrast to what other encodings look like.</summary>
    public int Gb, Gb2312;

    /// <summary>Of the latter, the ones that names and headers have most; and those that Korean, read as GB18030, never has.</summary>
    public int GbCommon, GbLate;

    /// <summary>Bytes that are no GB18030.</summary>
    public int GbInvalid;

    /// <summary>Characters of GB18030 that swallow a letter within a Western word, such as Müller.</summary>
    public int GbGlued;

    /// <summary>Runs of bytes beyond ASCII; and those that are a single letter beside an ASCII letter, or a no-break space.</summary>
    public int Runs, WesternRuns;

    /// <summary>True when two-byte sequences are between letters or digits, as é is in José.</summary>
    public bool IsUtf8Western;

    public readonly bool IsAscii => HighBytes == 0 && !HasNul;

    public readonly bool IsUtf8 => Utf8Invalid == 0 && !HasNul;

    public readonly bool IsGb => GbInvalid == 0 && !HasNul;

    /// <summary>True for valid UTF-8 that can hardly be anything else: three bytes in a row that fit by chance are rare.</summary>
    public readonly bool IsSurelyUtf8 => IsUtf8 && Utf8Long > 0;

    /// <summary>True for UTF-8 of two-byte sequences alone that are just as well frequent Chinese characters: 伟 of GBK is ΰ.</summary>
    public readonly bool IsAmbiguous => IsUtf8 && Utf8Long == 0 && Utf8Short > 0 && IsGb && Gb == Gb2312 && !IsUtf8Western;

    /// <summary>True when a list in UTF-8 may have the line.</summary>
    public readonly bool FitsUtf8 => IsUtf8 && !IsAmbiguous;

    /// <summary>True when a list in GB18030 may have the line.</summary>
    public readonly bool FitsGb => IsGb && GbGlued == 0 && !IsSurelyUtf8;
}
