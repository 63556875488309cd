using System.Management.Automation;

namespace EmailCar.Benchmarks.Lists;

/// <summary>Counts rows without keeping them, and inspects the process from time to time.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Row"), OutputType(typeof(long))]
public sealed class MeasureRowCommand : PSCmdlet
{
    private long _rows;

    /// <summary>A row.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The number of rows between two inspections; the first row is inspected.</summary>
    [Parameter(Mandatory = true)]
    public int Every { get; set; }

    /// <summary>The inspection, called with the number of rows so far.</summary>
    [Parameter(Mandatory = true)]
    public Action<long> Look { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _rows++;
        if (_rows == 1 || _rows % Every == 0)
        {
            Look(_rows);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(_rows);
}
