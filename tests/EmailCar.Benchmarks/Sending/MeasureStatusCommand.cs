using System.Management.Automation;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Counts results by status without keeping them.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Status"), OutputType(typeof(Dictionary<string, int>))]
public sealed class MeasureStatusCommand : PSCmdlet
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>A send result.</summary>
    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    public PSObject Result { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var status = Result.Properties["Status"].Value.ToString()!;
        _counts[status] = _counts.GetValueOrDefault(status) + 1;
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(_counts);
}
