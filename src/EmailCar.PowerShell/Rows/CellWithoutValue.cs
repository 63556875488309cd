using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>
/// An empty text that also stores the error of its cell: an email that needs the value is not sent. The error is kept by
/// Select-Object and hashtables, which create new properties with the same values.
/// </summary>
/// <param name="error">The error in the cell, such as #N/A; "=" for a formula that was never calculated; U+FFFD for text that cannot be read.</param>
internal sealed class CellWithoutValue(string error) : PSObject("")
{
    public string Error { get; } = error;
}
