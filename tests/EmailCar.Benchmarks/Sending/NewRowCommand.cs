using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Rows as Import-Csv gives them, made one at a time, so that none outlives its way through the pipeline.</summary>
[Cmdlet(VerbsCommon.New, "Row"), OutputType(typeof(PSObject))]
public sealed class NewRowCommand : PSCmdlet
{
    /// <summary>How many.</summary>
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    /// <summary>Called before the first row, when the commands behind have begun.</summary>
    [Parameter]
    public Action? AtStart { get; set; }

    /// <summary>Called after the last row, while the commands behind still hold all they have gathered.</summary>
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
