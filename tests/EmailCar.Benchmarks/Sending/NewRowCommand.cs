using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Rows like those of Import-Csv, created one at a time, so that none is kept after the pipeline.</summary>
[Cmdlet(VerbsCommon.New, "Row"), OutputType(typeof(PSObject))]
public sealed class NewRowCommand : PSCmdlet
{
    /// <summary>The number of rows.</summary>
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    /// <summary>Called before the first row, when the other cmdlets of the pipeline have begun.</summary>
    [Parameter]
    public Action? AtStart { get; set; }

    /// <summary>Called after the last row, while the other cmdlets still have everything in memory.</summary>
    [Parameter]
    public Action? AtEnd { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AtStart?.Invoke();
        for (var number = 1; number <= Count; number++)
        {
            WriteObject(Row(number));
        }

        AtEnd?.Invoke();
    }

    internal static PSObject Row(int number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", "user" + digits + "@example.com"));
        row.Properties.Add(new PSNoteProperty("Name", "Customer " + digits));
        return row;
    }
}
