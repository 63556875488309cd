using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>Finds the requested sheet of a workbook.</summary>
internal static class SheetNames
{
    /// <summary>Returns the index of the sheet with this name; without a name, the index of the first visible sheet.</summary>
    /// <exception cref="ListException">There is no sheet with this name.</exception>
    public static int Find<T>(IReadOnlyList<T> sheets, Func<T, string> name, Func<T, bool> isVisible, string? wanted)
    {
        var index = wanted is null
            ? Math.Max(0, sheets.ToList().FindIndex(sheet => isVisible(sheet)))
            : sheets.ToList().FindIndex(sheet => string.Equals(Blanks.Trim(name(sheet)), Blanks.Trim(wanted), StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ListException(ListProblem.WorksheetNotFound, string.Join(", ", sheets.Select(name)));
    }
}
