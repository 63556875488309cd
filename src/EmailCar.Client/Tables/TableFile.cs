using System.Text;

namespace EmailCar.Tables;

/// <summary>Opens the table in a file.</summary>
internal static class TableFile
{
    /// <param name="file">The file.</param>
    /// <param name="encoding">A text's encoding, if the caller names it.</param>
    /// <param name="delimiter">A text's delimiter, if the caller names it.</param>
    /// <param name="worksheet">A workbook's sheet, if the caller names it.</param>
    /// <param name="headerWords">Names of columns that the header is told by.</param>
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
