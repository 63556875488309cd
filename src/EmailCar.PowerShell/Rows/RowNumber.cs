using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>Finds the row of a file that an object was read from.</summary>
internal static class RowNumber
{
    /// <summary>Returns the row number as Excel shows it, or null if the object is a copy, or not from a file.</summary>
    public static long? Of(PSObject? row) => (row?.Properties[Columns.To] as AddressProperty)?.RowNumber;

    /// <summary>Returns whether some text of the row does not match the encoding of its file.</summary>
    public static bool IsUnreadable(PSObject? row) => row?.Properties[Columns.To] is AddressProperty { IsUnreadable: true };
}

/// <summary>
/// The address of a row that was read from a file, with its row number, which is not displayed: a separate property would be
/// exported and sent, and a table of the numbers of a million rows would take more memory than the rows.
/// </summary>
internal sealed class AddressProperty(string name, object? address, long rowNumber, bool isUnreadable) : PSNoteProperty(name, address)
{
    public long RowNumber { get; } = rowNumber;

    public bool IsUnreadable { get; } = isUnreadable;

    public override PSMemberInfo Copy() => new AddressProperty(Name, Value, RowNumber, IsUnreadable);
}
