using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>
/// An empty text to everybody, which knows that the cell has an error in the place of a value: an email that needs the value is
/// not sent. It survives Select-Object and hashtables, which make new properties of the same values.
/// </summary>
/// <param name="error">What the cell shows: #N/A and the like; "=" for a formula that was never calculated; U+FFFD for a text that can't be read.</param>
internal sealed class CellWithoutValue(string error) : PSObject("")
{
    public string Error { get; } = error;
}
