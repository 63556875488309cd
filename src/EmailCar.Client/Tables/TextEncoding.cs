using System.Text;
using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>How certain the encoding of a text is.</summary>
public enum EncodingDoubt
{
    /// <summary>The bytes leave no doubt, or the caller specified the encoding.</summary>
    None,

    /// <summary>The encoding is the most likely of several.</summary>
    Guess,

    /// <summary>The text is UTF-8, although the caller specified another encoding.</summary>
    OtherThanGiven,
}

/// <summary>The encoding of a text.</summary>
internal sealed class TextEncoding
{
    private const int BufferSize = 64 * 1024;

    private const int MaxSamples = 3;

    /// <summary>The longest marks come first, because the mark of UTF-32 begins with the mark of UTF-16.</summary>
    private static readonly Encoding[] Marked =
        [Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly bool _checksLines;

    private TextEncoding(Encoding encoding, EncodingDoubt doubt = EncodingDoubt.None, bool checksLines = false, IReadOnlyList<string>? samples = null)
    {
        Encoding = encoding;
        Doubt = doubt;
        Samples = samples ?? [];
        _checksLines = checksLines;
    }

    public Encoding Encoding { get; }

    public EncodingDoubt Doubt { get; }

    /// <summary>The first values that are not ASCII, if the encoding is in doubt.</summary>
    public IReadOnlyList<string> Samples { get; }

    /// <summary>
    /// Detects the encoding: the byte order mark; else UTF-8, if the whole file is valid UTF-8 (the first Chinese character may come
    /// late); else the given encoding; else the evidence in the lines (<see cref="EncodingEvidence"/>). Resets the file to its start.
    /// </summary>
    /// <param name="file">The text.</param>
    /// <param name="given">The encoding that the caller specifies, or null.</param>
    /// <param name="headerWords">Column names: if one of them appears, the encoding is right.</param>
    /// <param name="declared">The encoding that the text declares, or null; it is used unless the bytes contradict it.</param>
    /// <exception cref="ListException">The encoding cannot be determined.</exception>
    public static TextEncoding Of(Stream file, Encoding? given, IEnumerable<string> headerWords, Encoding? declared = null)
    {
        file.Position = 0;
        var start = new byte[BufferSize];
        Array.Resize(ref start, FileKind.ReadFully(file, start));
        var found = Array.Find(Marked, encoding => FileKind.StartsWith(start, encoding.GetPreamble())) is { } marked
            ? marked.CodePage == Encoding.UTF8.CodePage ? Utf8Marked(file) : new TextEncoding(marked)
            : UnmarkedUtf16.Find(start) is { } utf16 && given is null ? new TextEncoding(utf16)
            : given is not null && IsWide(given) ? new TextEncoding(given)
            : Utf8(file, given, headerWords) ?? Other(file, given ?? (declared is not null && IsValid(file, declared) ? declared : null), headerWords);
        if (IsUtf16(found.Encoding) && UnmarkedUtf16.IsBroken(file, found.Encoding is UnicodeEncoding && found.Encoding.CodePage == 1201))
        {
            throw new ListException(ListProblem.UncertainEncoding, found.Encoding.WebName);
        }

        file.Position = 0;
        return found;
    }

    /// <summary>Opens the text at its start. Bytes that are not valid become U+FFFD.</summary>
    public TextReader Open(Stream file)
    {
        file.Position = 0;
        return _checksLines
            ? new CheckedLines(file, Encoding)
            : new StreamReader(file, WithReplacement(Encoding), detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
    }

    /// <summary>Returns the encoding with U+FFFD instead of a question mark for invalid bytes.</summary>
    public static Encoding WithReplacement(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return copy;
    }

    private static bool IsWide(Encoding encoding) => IsUtf16(encoding) || encoding is UTF32Encoding;

    private static bool IsUtf16(Encoding encoding) => encoding.CodePage is 1200 or 1201;

    /// <summary>
    /// Checks a text with a byte order mark, which shows the encoding of the original file, but not of text that was appended to it.
    /// </summary>
    private static TextEncoding Utf8Marked(Stream file) =>
        new(Encoding.UTF8, checksLines: !IsUtf8(file, out var hasShort, out _) || hasShort);

    /// <summary>Returns UTF-8 if the whole file is valid UTF-8; otherwise null.</summary>
    private static TextEncoding? Utf8(Stream file, Encoding? given, IEnumerable<string> headerWords)
    {
        if (!IsUtf8(file, out var hasShort, out var hasLong))
        {
            return null;
        }

        if (given is not null && given.CodePage != Encoding.UTF8.CodePage)
        {
            if (!hasLong)
            {
                return new TextEncoding(given);
            }

            var samples = EncodingEvidence.Of(file).Samples(Encoding.UTF8, MaxSamples);
            return new TextEncoding(Encoding.UTF8, EncodingDoubt.OtherThanGiven, checksLines: hasShort, samples);
        }

        if (given is not null || !hasShort)
        {
            return new TextEncoding(Encoding.UTF8);
        }

        // A few two-byte sequences may also be Chinese characters in GB18030: 伟 in GBK is ΰ in UTF-8.
        var evidence = EncodingEvidence.Of(file);
        return !evidence.IsAmbiguous ? new TextEncoding(Encoding.UTF8, checksLines: hasLong)
            : hasLong ? new TextEncoding(Encoding.UTF8, checksLines: true)
            : Decide(evidence, headerWords);
    }

    private static TextEncoding Other(Stream file, Encoding? given, IEnumerable<string> headerWords) =>
        given is not null ? new TextEncoding(given) : Decide(EncodingEvidence.Of(file), headerWords);

    private static TextEncoding Decide(EncodingEvidence evidence, IEnumerable<string> headerWords)
    {
        var found = evidence.Decide(headerWords, out var isGuess) ?? throw new ListException(ListProblem.UncertainEncoding, string.Join(", ", evidence.Samples(Encoding.UTF8, MaxSamples)));
        return new TextEncoding(
            found,
            isGuess ? EncodingDoubt.Guess : EncodingDoubt.None,
            checksLines: found.CodePage is 65001 or 54936,
            isGuess ? evidence.Samples(WithReplacement(found), MaxSamples) : null);
    }

    private static bool IsValid(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, WithReplacement(encoding), false, BufferSize, leaveOpen: true);
        return text.ReadToEnd().IndexOf('\uFFFD') < 0;
    }

    private static bool IsUtf8(Stream file, out bool hasShort, out bool hasLong)
    {
        hasShort = hasLong = false;
        file.Position = 0;
        var decoder = StrictUtf8.GetDecoder();
        var bytes = new byte[BufferSize];
        var characters = new char[StrictUtf8.GetMaxCharCount(BufferSize)];
        try
        {
            int length;
            do
            {
                length = FileKind.ReadFully(file, bytes);
                var count = decoder.GetChars(bytes, 0, length, characters, 0, flush: length == 0);

                // If there are as many characters as bytes, everything is ASCII.
                for (var i = 0; i < count && count != length && !(hasShort && hasLong); i++)
                {
                    hasShort |= characters[i] is >= '\u0080' and < '\u0800';
                    hasLong |= characters[i] >= '\u0800';
                }
            }
            while (length > 0);

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
