using System.Globalization;
using System.Text;
using EmailCar.Platform;

namespace EmailCar.Lists;

/// <summary>Which encoding a text is in.</summary>
internal static class TextEncoding
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The longest marks first: that of UTF-32 begins as that of UTF-16.</summary>
    private static readonly Encoding[] Marked =
        [Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Names that PowerShell's own commands know and .NET does not.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf8BOM"] = "utf-8",
        ["utf8NoBOM"] = "utf-8",
        ["unicode"] = "utf-16",
        ["bigEndianUnicode"] = "utf-16BE",
        ["utf32"] = "utf-32",
        ["bigEndianUTF32"] = "utf-32BE",
        ["ansi"] = "0",
    };

    /// <summary>The encoding of that name or code page; null when there is none.</summary>
    public static Encoding? Named(string name)
    {
        name = name.Trim();
        name = OtherNames.TryGetValue(name, out var other) ? other : name;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var codePage)
            ? Encodings.Find(codePage)
            : Encodings.Find(name);
    }

    /// <summary>
    /// By byte order mark, else the given one, else UTF-8 when the whole file is valid UTF-8 (the first Chinese character
    /// may come late), else GB18030, of which GBK and GB2312 are parts. The file is at its start again.
    /// </summary>
    public static Encoding Of(Stream file, Encoding? given)
    {
        var start = new byte[4];
        var length = FileKind.ReadFully(file, start);
        var marked = Array.Find(Marked, encoding => StartsWith(start, length, encoding.GetPreamble()));
        var found = marked ?? given ?? (IsUtf8(file) ? Encoding.UTF8 : Encodings.Find("gb18030") ?? Encoding.UTF8);
        file.Position = 0;
        return found;
    }

    private static bool StartsWith(byte[] bytes, int length, byte[] mark) =>
        length >= mark.Length && bytes.Take(mark.Length).SequenceEqual(mark);

    private static bool IsUtf8(Stream file)
    {
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
                decoder.GetChars(bytes, 0, length, characters, 0, flush: length == 0);
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
