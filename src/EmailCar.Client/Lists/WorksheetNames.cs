using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>The names of the worksheets of a workbook.</summary>
public static class WorksheetNames
{
    /// <summary>Returns the names in the order of the tabs, including hidden worksheets; empty for a text.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    /// <exception cref="ListException">The workbook is of a kind that cannot be read.</exception>
    /// <exception cref="InvalidDataException">The workbook is damaged.</exception>
    /// <exception cref="System.Xml.XmlException">The workbook is damaged.</exception>
    /// <exception cref="ArgumentException">The workbook is damaged.</exception>
    public static IReadOnlyList<string> Of(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (FileKind.Of(stream) != FileFormat.Workbook)
        {
            return [];
        }

        stream.Position = 0;
        using var parts = new WorkbookParts(stream);
        return [.. parts.Worksheets.Select(sheet => sheet.Name)];
    }
}
