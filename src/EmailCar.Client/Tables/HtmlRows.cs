using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>The rows of a table in a web page, which ERP systems export with the extension of a workbook. The rows are held in memory.</summary>
internal sealed class HtmlRows : ITable
{
    private const int MaxSpan = 1000;

    private static readonly Regex Charset = new(@"charset\s*=\s*[""']?([\w.:-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Hidden = new(@"display\s*:\s*none|mso-hide\s*:\s*all", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Blank = new(@"[ \t\r\n\f]+", RegexOptions.CultureInvariant);

    private readonly List<RawRow> _rows;

    /// <param name="file">The page.</param>
    /// <param name="encoding">The encoding that the caller specifies, or null to detect it; the encoding that the page declares has lower
    /// priority.</param>
    /// <param name="headerWords">Names that identify the header.</param>
    public HtmlRows(Stream file, Encoding? encoding, IReadOnlyCollection<string> headerWords)
    {
        Text = TextEncoding.Of(file, encoding, headerWords, encoding is null ? Declared(file) : null);
        using var text = Text.Open(file);
        var document = new HtmlParser().ParseDocument(text.ReadToEnd());
        var tables = document.QuerySelectorAll("table").OfType<IHtmlTableElement>().Select(Rows).Where(rows => rows.Count > 0).ToList();
        if (tables.Count == 0)
        {
            throw new ListException(ListProblem.UnsupportedFile, ".html");
        }

        // The page may also have tables for its layout, and small tables with a title.
        _rows = tables.Find(rows => rows.Exists(row => Array.Exists(row.Cells, cell => headerWords.Contains(cell, StringComparer.OrdinalIgnoreCase))))
            ?? tables.OrderByDescending(rows => rows.Count).First();
    }

    public TextEncoding Text { get; }

    public string? Worksheet => null;

    public bool IsGrid => true;

    public IEnumerable<RawRow> Read() => _rows;

    private static Encoding? Declared(Stream file)
    {
        file.Position = 0;
        var start = new byte[4096];
        var text = Encoding.ASCII.GetString(start, 0, FileKind.ReadFully(file, start));
        var match = Charset.Match(text);

        // GB2312 and GBK are parts of GB18030, and pages that declare GB2312 often contain more than that.
        return !match.Success ? null
            : match.Groups[1].Value.StartsWith("gb", StringComparison.OrdinalIgnoreCase) ? Encodings.Find("gb18030")
            : Encodings.Find(match.Groups[1].Value);
    }

    private static List<RawRow> Rows(IHtmlTableElement table)
    {
        var merged = new MergedCells();
        var rows = new List<RawRow>();
        var taken = new Dictionary<int, int>();
        var number = 0L;
        foreach (var row in table.Rows)
        {
            number++;
            var column = 0;
            var cells = new List<string>();
            foreach (var cell in row.Cells)
            {
                while (taken.TryGetValue(column, out var left) && left > 0)
                {
                    column++;
                }

                var (across, down) = (Span(cell, "colspan"), Span(cell, "rowspan"));
                merged.Add(number, column, number + down - 1, column + across - 1);
                for (var i = column; i < column + across; i++)
                {
                    taken[i] = down;
                }

                while (cells.Count <= column)
                {
                    cells.Add("");
                }

                cells[column] = Blanks.Trim(Content(cell));
                column += across;
            }

            foreach (var key in taken.Keys.ToArray())
            {
                taken[key]--;
            }

            var values = cells.ToArray();
            var errors = CellErrors.Take(values);
            rows.Add(merged.Fill(new RawRow(number, values) { Errors = errors, IsHidden = IsHidden(row) }));
        }

        return rows;
    }

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var span) && span is > 0 and <= MaxSpan ? span : 1;

    private static bool IsHidden(IElement row) => row.HasAttribute("hidden") || Hidden.IsMatch(row.GetAttribute("style") ?? "");

    /// <summary>Returns the text as a browser shows it: consecutive blanks become one, and line break elements become line breaks.</summary>
    private static string Content(INode node)
    {
        var text = new StringBuilder();
        Add(node, text);
        return text.ToString();
    }

    private static void Add(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText part:
                    text.Append(Blank.Replace(part.Data, " "));
                    break;
                case IHtmlBreakRowElement:
                    text.Append('\n');
                    break;
                case IHtmlTableElement or IHtmlScriptElement or IHtmlStyleElement:
                    break;
                default:
                    Add(child, text);
                    break;
            }
        }
    }
}
