using System.Management.Automation;
using EmailCar.Lists;

namespace EmailCar.Rows;

/// <summary>Creates the object that Import-EmailCarRecipient returns for a row of a list.</summary>
internal static class ListObject
{
    public static PSObject Of(IReadOnlyList<string> columns, ListRow row)
    {
        var result = new PSObject();
        var hasTo = false;
        for (var i = 0; i < columns.Count; i++)
        {
            object? value = row.Errors is { } errors && errors.TryGetValue(i, out var error) ? new CellWithoutValue(error) : row.Values[i];
            var isTo = string.Equals(columns[i], Columns.To, StringComparison.OrdinalIgnoreCase);
            hasTo |= isTo;
            result.Properties.Add(
                isTo ? new AddressProperty(columns[i], value, row.Number, row.IsUnreadable) : new PSNoteProperty(columns[i], value),
                preValidated: true);
        }

        if (!hasTo)
        {
            result.Properties.Add(new AddressProperty(Columns.To, row.To, row.Number, row.IsUnreadable), preValidated: true);
        }

        return result;
    }
}
