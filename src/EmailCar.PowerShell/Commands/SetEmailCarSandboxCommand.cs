using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Changes how the running sandbox behaves. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(void))]
public sealed class SetEmailCarSandboxCommand : SandboxCommand
{
    /// <summary>What goes wrong with some of the submissions.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateSet(
        nameof(SandboxFault.TooFast),
        nameof(SandboxFault.ServerError),
        nameof(SandboxFault.Drop),
        nameof(SandboxFault.DropAfterAccept),
        nameof(SandboxFault.Hang),
        nameof(SandboxFault.HtmlPage),
        nameof(SandboxFault.Truncated),
        nameof(SandboxFault.NoPoints))]
    public string[]? Fault { get; set; }

    /// <summary>How many submissions in a hundred meet a fault.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double FaultPercent { get; set; }

    /// <summary>Which submissions meet a fault: the same seed, the same ones.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>Email points that are left.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long Points { get; set; }

    /// <summary>Submissions a second that it permits; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; }

    /// <summary>Seconds that each answer is held back.</summary>
    [Parameter]
    [ValidateRange(0.0, 3600.0)]
    public double Latency { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sandbox = FindSandbox();
        if (!ShouldProcess(sandbox.Endpoint.AbsoluteUri, Strings.ShouldSetSandbox))
        {
            return;
        }

        if (IsGiven(nameof(Fault)) || IsGiven(nameof(FaultPercent)) || IsGiven(nameof(Seed)))
        {
            var old = sandbox.Faults;
            sandbox.Faults = new SandboxFaults(
                IsGiven(nameof(Fault)) ? SandboxFaultNames.Parse(Fault) : old.Kinds,
                IsGiven(nameof(FaultPercent)) ? FaultPercent : old.Percent,
                IsGiven(nameof(Seed)) ? Seed : old.Seed);
        }

        if (IsGiven(nameof(Points)))
        {
            sandbox.Points = Points;
        }

        if (IsGiven(nameof(Latency)))
        {
            sandbox.Latency = TimeSpan.FromSeconds(Latency);
        }

        if (IsGiven(nameof(RequestsPerSecond)))
        {
            SetRate(sandbox);
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void SetRate(SandboxServer sandbox)
    {
        try
        {
            sandbox.RequestsPerSecond = RequestsPerSecond;
        }
        catch (ArgumentOutOfRangeException e)
        {
            ThrowTerminatingError(Errors.InvalidSandboxRate(e, RequestsPerSecond));
        }
    }
}
