using System.Text;

namespace EmailCar.Tables;

/// <summary>Opens the table in a file.</summary>
internal static class TableFile
{
    /// <param name="file">The file.</param>
    /// <param name="encoding">The encoding of a text, if the caller specifies it.</param>
    /// <param name="delimiter">The delimiter of a text, if the caller specifies it.</param>
    /// <param name="worksheet">The sheet of a workbook, if the caller specifies it.</param>
    /// <param name="headerWords">Column names that identify the header.</param>
    public static ITable Open(StoppableStream file, Encoding? encoding, char? delimiter, string? worksheet, IReadOnlyCollection<string> headerWords) =>
        FileKind.Of(file) switch
        {
            FileFormat.Workbook => new WorkbookRows(file, worksheet),
            FileFormat.OldWorkbook => new OldWorkbookRows(file, worksheet),
            FileFormat.SpreadsheetXml => new SpreadsheetXmlRows(file, worksheet),
            FileFormat.Html => new HtmlRows(file, encoding, headerWords),
            _ => new TextRows(file, encoding, delimiter, headerWords),
        };
}
