using System.Text;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>What all lines of a text together show about its encoding.</summary>
internal sealed class EncodingEvidence
{
    /// <summary>The number of characters from which statistics are meaningful.</summary>
    private const int Enough = 20;

    /// <summary>The number of bytes from lines with non-ASCII characters that are kept for charset detection.</summary>
    private const int KeptBytes = 64 * 1024;

    private static readonly char[] Separators = [',', ';', '\t', '|', '"', '\r', '\n', '，', '；'];

    private readonly List<byte> _kept = [];
    private int _lines;
    private int _utf8, _utf8Lines, _ambiguousLines;
    private int _gb, _gb2312, _gbCommon, _gbLate, _gbLines;
    private int _runs, _westernRuns;

    /// <summary>Whether a line that is valid UTF-8 could also be Chinese text in GB18030.</summary>
    public bool IsAmbiguous => _ambiguousLines > 0;

    public static EncodingEvidence Of(Stream file)
    {
        file.Position = 0;
        var evidence = new EncodingEvidence();
        var lines = new ByteLines(file);
        while (lines.Read())
        {
            var facts = LineScan.Of(lines.Buffer, lines.Start, lines.End, lines.IsLast);
            if (facts.HighBytes > 0)
            {
                evidence.Add(facts, lines);
            }
        }

        return evidence;
    }

    /// <summary>Returns the encoding, or null if it cannot be determined.</summary>
    /// <param name="headerWords">Names of columns.</param>
    /// <param name="isGuess">True if another encoding is possible.</param>
    public Encoding? Decide(IEnumerable<string> headerWords, out bool isGuess)
    {
        isGuess = false;
        if (_utf8 > 0 && _utf8 >= _gb2312)
        {
            return _utf8Lines * 2 >= _lines ? Encoding.UTF8 : null;
        }

        var gb = Encodings.Find("gb18030");
        if (gb is not null && _gb > 0 && _gbLines * 2 >= _lines && _gb2312 * 10 >= _gb * 7 && _westernRuns * 2 < _runs)
        {
            if (HasWord(gb, headerWords) || (_gb >= Enough && _gb2312 * 10 >= _gb * 9 && _gbCommon * 10 >= _gb && _gbLate * 10 >= _gb))
            {
                return gb;
            }

            isGuess = true;
            return _gb >= Enough / 2 && _gbLate * 20 < _gb && Detected() is { } other ? other : gb;
        }

        isGuess = true;
        return _westernRuns * 10 >= _runs * 8 ? Encodings.Find(1252)
            : Detected() is { } detected ? detected
            : null;
    }

    /// <summary>Returns the first values with non-ASCII characters.</summary>
    public IReadOnlyList<string> Samples(Encoding encoding, int count) =>
        [.. encoding.GetString(_kept.ToArray()).Split(Separators).Select(Blanks.Trim).Where(value => value.Any(c => c > '\u007F')).Distinct().Take(count)];

    private void Add(LineFacts facts, ByteLines lines)
    {
        _lines++;
        _utf8 += facts.Utf8Long >= 2 * facts.Utf8Invalid || facts.IsCut ? facts.Utf8Long : 0;
        _utf8Lines += facts.FitsUtf8 || facts.IsCut || facts.Utf8Invalid == facts.LoneNoBreakSpaces ? 1 : 0;
        _ambiguousLines += facts.IsAmbiguous ? 1 : 0;
        if (!facts.IsSurelyUtf8 && !facts.IsCut)
        {
            _gb += facts.Gb + facts.GbInvalid;
            _gb2312 += facts.IsGb ? facts.Gb2312 : 0;
            _gbCommon += facts.GbCommon;
            _gbLate += facts.GbLate;
            _runs += facts.Runs;
            _westernRuns += facts.WesternRuns;
        }

        _gbLines += facts.FitsGb ? 1 : 0;
        if (_kept.Count < KeptBytes)
        {
            _kept.AddRange(new ArraySegment<byte>(lines.Buffer, lines.Start, Math.Min(lines.End - lines.Start, KeptBytes)));
            _kept.Add((byte)'\n');
        }
    }

    private bool HasWord(Encoding encoding, IEnumerable<string> words)
    {
        var known = new HashSet<string>(words.Where(word => word.Any(c => c > '\u007F')));
        return encoding.GetString(_kept.ToArray()).Split(Separators).Any(value => known.Contains(Blanks.Trim(value)));
    }

    /// <summary>Returns the result of charset detection, if the text is valid in that encoding.</summary>
    private Encoding? Detected()
    {
        var bytes = _kept.ToArray();
        return CharsetDetection.Find(bytes) is { } name && Encodings.Find(name) is { } found && IsValid(found, bytes) ? found : null;
    }

    private static bool IsValid(Encoding encoding, byte[] bytes)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return !strict.GetString(bytes).Any(c => c is >= '\u0080' and < '\u00A0' or >= '\uE000' and < '\uF900');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
