using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>Which row of a file an object was read from.</summary>
internal static class RowNumber
{
    /// <summary>The row's number as Excel shows it; null for an object that comes from elsewhere, or is a copy.</summary>
    public static long? Of(PSObject? row) => (row?.Properties[Columns.To] as AddressProperty)?.RowNumber;

    /// <summary>True when a part of the row's text does not fit the encoding of its file.</summary>
    public static bool IsUnreadable(PSObject? row) => row?.Properties[Columns.To] is AddressProperty { IsUnreadable: true };
}

/// <summary>
/// The address of a row that was read from a file. It knows its row, and no command shows that: a property of its own would
/// be exported and mailed, and a table beside a million rows would cost more than they do.
/// </summary>
internal sealed class AddressProperty(string name, object? address, long rowNumber, bool isUnreadable) : PSNoteProperty(name, address)
{
    public long RowNumber { get; } = rowNumber;

    public bool IsUnreadable { get; } = isUnreadable;

    public override PSMemberInfo Copy() => new AddressProperty(Name, Value, RowNumber, IsUnreadable);
}
