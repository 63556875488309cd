using System.Text;
using System.Text.RegularExpressions;
using EmailCar.Failures;

namespace EmailCar.Tables;

/// <summary>The format of a file.</summary>
internal enum FileFormat
{
    /// <summary>CSV or TSV.</summary>
    Text,

    /// <summary>An .xlsx file, or another file with the same packaging.</summary>
    Workbook,

    /// <summary>A workbook of Excel 97 to 2003, or of an older version.</summary>
    OldWorkbook,

    /// <summary>XML of Excel 2002 and 2003.</summary>
    SpreadsheetXml,

    /// <summary>A web page with a table.</summary>
    Html,
}

/// <summary>Detects the format of a file by its content, because extensions are often wrong.</summary>
internal static class FileKind
{
    private const int StartSize = 16 * 1024;
    private const int BufferSize = 64 * 1024;

    private static readonly (byte[] Start, string Kind)[] Others =
    [
        (Ascii("%PDF"), ".pdf"), (Ascii("{\\rtf"), ".rtf"), (Ascii("Rar!"), ".rar"), ([0x37, 0x7A, 0xBC, 0xAF], ".7z"), ([0x1F, 0x8B], ".gz"),
        ([0x89, 0x50, 0x4E, 0x47], ".png"), ([0xFF, 0xD8, 0xFF], ".jpg"), (Ascii("GIF8"), ".gif"), (Ascii("SQLite format 3"), ".sqlite"),
        ([0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6E], ".mdb"), ([0x50, 0x4B, 0x05, 0x06], ".zip"), ([0x50, 0x4B, 0x07, 0x08], ".zip"),
    ];

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The first record of a workbook of Excel 2 to 95 without a container.</summary>
    private static readonly byte[][] OldRecords = [[0x09, 0x00, 0x04, 0x00], [0x09, 0x02, 0x06, 0x00], [0x09, 0x04, 0x06, 0x00], [0x09, 0x08, 0x08, 0x00], [0x09, 0x08, 0x10, 0x00]];

    /// <summary>The streams that identify each kind of compound file; an encrypted .xlsx is one of them.</summary>
    private static readonly (string Stream, string? Kind)[] Streams =
        [("EncryptedPackage", null), ("WordDocument", ".doc"), ("PowerPoint Document", ".ppt"), ("__substg1.0", ".msg"), ("__properties_version1.0", ".msg")];

    private static readonly Regex FirstElement = new(
        @"^\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(!doctype\s+)?([\w:]+)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static readonly Regex Table = new(@"<(table|tr|html|body)[\s>]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Excel's old exchange format. A CSV file whose first columns are ID and P… is not in this format.</summary>
    private static readonly Regex Sylk = new(@"^ID;P[^\r\n]*[\r\n]+(P|B|C|F|O|W|NN|NE|E)(;|\s)", RegexOptions.CultureInvariant);

    /// <summary>Detects the format and resets the file to its start.</summary>
    /// <exception cref="ListException">The file is of a kind that cannot be read.</exception>
    public static FileFormat Of(Stream file)
    {
        var start = new byte[StartSize];
        file.Position = 0;
        Array.Resize(ref start, ReadFully(file, start));
        var format = Of(file, start);
        file.Position = 0;
        return format;
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    public static int ReadFully(Stream file, byte[] buffer, int offset = 0)
    {
        int read;
        while (offset < buffer.Length && (read = file.Read(buffer, offset, buffer.Length - offset)) > 0)
        {
            offset += read;
        }

        return offset;
    }

    /// <summary>Returns whether the bytes begin with these bytes.</summary>
    public static bool StartsWith(byte[] bytes, byte[] start) => bytes.Length >= start.Length && bytes.Take(start.Length).SequenceEqual(start);

    private static FileFormat Of(Stream file, byte[] start)
    {
        if (StartsWith(start, Zip))
        {
            return FileFormat.Workbook;
        }

        if (StartsWith(start, CompoundFile))
        {
            Check(file);
            return FileFormat.OldWorkbook;
        }

        if (Array.Exists(OldRecords, record => StartsWith(start, record)))
        {
            return FileFormat.OldWorkbook;
        }

        if (Array.Find(Others, other => StartsWith(start, other.Start)).Kind is { } kind)
        {
            throw new ListException(ListProblem.UnsupportedFile, kind);
        }

        // In UTF-16, every other byte of the ASCII text is 0.
        return OfText(new string([.. start.Where(b => b is > 0 and < 0x80).Select(b => (char)b)]));
    }

    private static FileFormat OfText(string text)
    {
        if (Sylk.IsMatch(text))
        {
            throw new ListException(ListProblem.UnsupportedFile, "SYLK");
        }

        if (text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ListException(ListProblem.UnsupportedFile, ".mht");
        }

        var first = FirstElement.Match(text);
        if (!first.Success)
        {
            return FileFormat.Text;
        }

        return first.Groups[2].Value is "Workbook" or "ss:Workbook" && text.Contains("urn:schemas-microsoft-com:office:spreadsheet") ? FileFormat.SpreadsheetXml
            : Table.IsMatch(text) || string.Equals(first.Groups[2].Value, "html", StringComparison.OrdinalIgnoreCase) ? FileFormat.Html
            : text.Contains("<?xml") ? throw new ListException(ListProblem.UnsupportedFile, first.Groups[2].Value == "office:document" ? ".fods" : ".xml")
            : FileFormat.Text;
    }

    /// <summary>
    /// Rejects compound files that are not workbooks. An .xlsx file with a password has the same container as an .xls file, and so do files
    /// of other programs.
    /// </summary>
    private static void Check(Stream file)
    {
        const int Longest = 64;
        file.Position = 0;
        var buffer = new byte[BufferSize];
        var found = Streams.Length;
        var kept = 0;
        int length;
        while ((length = ReadFully(file, buffer, kept)) > kept)
        {
            // Names in a compound file start at even offsets, so two bytes are always one character of a name.
            var text = Encoding.Unicode.GetString(buffer, 0, length);
            var index = Array.FindIndex(Streams, stream => text.Contains(stream.Stream));
            found = index >= 0 ? Math.Min(found, index) : found;
            kept = Math.Min(2 * Longest, length);
            Array.Copy(buffer, length - kept, buffer, 0, kept);
        }

        if (found < Streams.Length)
        {
            throw Streams[found].Kind is { } kind
                ? new ListException(ListProblem.UnsupportedFile, kind)
                : new ListException(ListProblem.ProtectedWorkbook, "");
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
