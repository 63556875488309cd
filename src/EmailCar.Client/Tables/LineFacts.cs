namespace EmailCar.Tables;

/// <summary>What the bytes of one line show about the encoding of a text.</summary>
internal struct LineFacts
{
    /// <summary>The number of non-ASCII bytes.</summary>
    public int HighBytes;

    /// <summary>Whether there is a byte 0, as in a line of UTF-16 that was appended.</summary>
    public bool HasNul;

    /// <summary>The number of valid UTF-8 sequences of two bytes, and of three or four bytes.</summary>
    public int Utf8Short, Utf8Long;

    /// <summary>The number of bytes that are not valid UTF-8.</summary>
    public int Utf8Invalid;

    /// <summary>How many of these are no-break spaces of Windows-1252 between ASCII characters.</summary>
    public int LoneNoBreakSpaces;

    /// <summary>Whether the only invalid UTF-8 is a character that is cut off by the end of the file.</summary>
    public bool IsCut;

    /// <summary>The number of GB18030 characters, and of those in GB2312, which are frequent; other encodings read as GB18030 give rare ones.</summary>
    public int Gb, Gb2312;

    /// <summary>How many GB2312 characters are the most common in names and headers, and how many never occur in Korean text read as GB18030.</summary>
    public int GbCommon, GbLate;

    /// <summary>The number of bytes that are not valid GB18030.</summary>
    public int GbInvalid;

    /// <summary>The number of GB18030 characters that swallow a letter within a Western word, such as Müller.</summary>
    public int GbGlued;

    /// <summary>The number of runs of non-ASCII bytes, and of those that are a single letter next to an ASCII letter, or a no-break space.</summary>
    public int Runs, WesternRuns;

    /// <summary>Whether two-byte sequences occur between letters or digits, as é in José.</summary>
    public bool IsUtf8Western;

    public readonly bool IsAscii => HighBytes == 0 && !HasNul;

    public readonly bool IsUtf8 => Utf8Invalid == 0 && !HasNul;

    public readonly bool IsGb => GbInvalid == 0 && !HasNul;

    /// <summary>True for valid UTF-8 that can hardly be anything else: a valid sequence of three bytes is seldom a coincidence.</summary>
    public readonly bool IsSurelyUtf8 => IsUtf8 && Utf8Long > 0;

    /// <summary>True for UTF-8 with only two-byte sequences that could also be frequent Chinese characters: 伟 in GBK is ΰ in UTF-8.</summary>
    public readonly bool IsAmbiguous => IsUtf8 && Utf8Long == 0 && Utf8Short > 0 && IsGb && Gb == Gb2312 && !IsUtf8Western;

    /// <summary>Whether the line may belong to a list in UTF-8.</summary>
    public readonly bool FitsUtf8 => IsUtf8 && !IsAmbiguous;

    /// <summary>Whether the line may belong to a list in GB18030.</summary>
    public readonly bool FitsGb => IsGb && GbGlued == 0 && !IsSurelyUtf8;
}
