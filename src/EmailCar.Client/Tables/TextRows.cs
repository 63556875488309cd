using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class TextRows : ITable
{
    /// <summary>The number of characters to check for the delimiter.</summary>
    private const int LookAhead = 64 * 1024;

    /// <summary>Much more than a cell contains. A longer field is the rest of the file after a quote that is not closed.</summary>
    private const int MaxFieldSize = 4 * 1024 * 1024;

    private static readonly char[] LineBreaks = ['\r', '\n'];

    private readonly Stream _file;
    private readonly int _linesBefore;

    /// <param name="file">The text.</param>
    /// <param name="encoding">The encoding that the caller specifies, or null.</param>
    /// <param name="delimiter">The delimiter that the caller specifies, or null.</param>
    /// <param name="headerWords">Names that identify the header.</param>
    public TextRows(Stream file, Encoding? encoding, char? delimiter, IReadOnlyCollection<string> headerWords)
    {
        _file = file;
        Text = TextEncoding.Of(file, encoding, headerWords);
        var start = Start();
        var firstLine = new StringReader(start).ReadLine() ?? "";
        var named = Delimiters.Named(firstLine);

        // The line in which Excel defines the delimiter, or the type line that Export-Csv of Windows PowerShell writes.
        if (named is not null || firstLine.StartsWith("#TYPE ", StringComparison.Ordinal))
        {
            _linesBefore = 1;
            start = start.Substring(firstLine.Length);
        }

        Delimiter = delimiter ?? named ?? Delimiters.Of(start, headerWords);
    }

    public TextEncoding Text { get; }

    public char Delimiter { get; }

    public string? Worksheet => null;

    public bool IsGrid => false;

    public IEnumerable<RawRow> Read()
    {
        using var text = Text.Open(_file);
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
            var errors = CellErrors.Take(cells);
            yield return new RawRow(parser.Row + _linesBefore, cells) { Errors = errors };
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
    /// Rejects a quotation mark that is not closed where it should be. A stray quote within a line is part of the text, as in Import-Csv;
    /// but if the field contains line breaks, recipients would be lost in it.
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
        using var text = Text.Open(_file);
        var start = new char[LookAhead];
        return new string(start, 0, text.ReadBlock(start, 0, start.Length));
    }
}
