using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EmailCar.Platform;

namespace EmailCar.Lists;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class TextRows
{
    /// <summary>As much as is looked at to tell the delimiter.</summary>
    private const int LookAhead = 64 * 1024;

    /// <summary>Far more than a cell holds: whatever is longer is the rest of the file after a quote that nobody closed.</summary>
    private const int MaxFieldSize = 4 * 1024 * 1024;

    private static readonly char[] LineBreaks = ['\r', '\n'];

    private readonly Stream _file;
    private readonly int _linesBefore;

    public TextRows(Stream file, Encoding? encoding, char? delimiter)
    {
        _file = file;
        Encoding = TextEncoding.Of(file, encoding);
        var start = Start();
        var firstLine = new StringReader(start).ReadLine() ?? "";
        var named = Delimiters.Named(firstLine);

        // The line that Excel reads the delimiter from, or the one that Export-Csv of Windows PowerShell writes.
        if (named is not null || firstLine.StartsWith("#TYPE ", StringComparison.Ordinal))
        {
            _linesBefore = 1;
            start = start.Substring(firstLine.Length);
        }

        Delimiter = delimiter ?? named ?? Delimiters.Of(start);
    }

    public Encoding Encoding { get; }

    public char Delimiter { get; }

    public IEnumerable<RawRow> Read()
    {
        using var text = Open();
        for (var i = 0; i < _linesBefore; i++)
        {
            text.ReadLine();
        }

        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            MaxFieldSize = MaxFieldSize,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = found => Check(found, _linesBefore),
        });
        while (TryRead(parser, out var cells))
        {
            yield return new RawRow(parser.Row + _linesBefore, cells);
        }
    }

    private bool TryRead(CsvParser parser, out string[] cells)
    {
        try
        {
            cells = parser.Read() ? Array.ConvertAll(parser.Record!, Blanks.Trim) : [];
            return cells.Length > 0;
        }
        catch (MaxFieldSizeException e)
        {
            throw Unclosed(parser.Row + _linesBefore, e);
        }
    }

    /// <summary>
    /// A stray quote within a line is part of the text, as Import-Csv has it. One that took line breaks along was never
    /// closed where it was meant to be, and recipients would be lost in it.
    /// </summary>
    private static void Check(BadDataFoundArgs found, int linesBefore)
    {
        if (found.Field.IndexOfAny(LineBreaks) >= 0)
        {
            throw Unclosed(found.Context.Parser!.Row + linesBefore, null);
        }
    }

    private static ListException Unclosed(int row, Exception? inner) =>
        new(ListProblem.UnclosedQuote, row.ToString(CultureInfo.InvariantCulture), inner);

    private string Start()
    {
        using var text = Open();
        var start = new char[LookAhead];
        return new string(start, 0, text.ReadBlock(start, 0, start.Length));
    }

    private StreamReader Open()
    {
        _file.Position = 0;
        return new StreamReader(_file, Encoding, detectEncodingFromByteOrderMarks: true, LookAhead, leaveOpen: true);
    }
}
