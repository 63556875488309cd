using EmailCar.Failures;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>The worksheets that a workbook has.</summary>
public static class WorksheetNames
{
    /// <summary>Their names, in the order of their tabs, hidden ones included; none for a text.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ListException">A workbook of a kind that cannot be read.</exception>
    /// <exception cref="InvalidDataException">The workbook is broken.</exception>
    /// <exception cref="System.Xml.XmlException">The workbook is broken.</exception>
    /// <exception cref="ArgumentException">The workbook is broken.</exception>
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
