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
    public double? FaultPercent { get; set; }

    /// <summary>Which submissions meet a fault: the same seed, the same ones.</summary>
    [Parameter]
    [BlankIsDefault]
    public int? Seed { get; set; }

    /// <summary>Email points that are left.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long? Points { get; set; }

    /// <summary>Submissions a second that it permits; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>Seconds that each answer is held back.</summary>
    [Parameter]
    [ValidateRange(0.0, 3600.0)]
    public double? Latency { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sandbox = FindSandbox();
        if (!ShouldProcess(sandbox.Endpoint.AbsoluteUri, Strings.ShouldSetSandbox))
        {
            return;
        }

        if (Fault is not null || FaultPercent is not null || Seed is not null)
        {
            var old = sandbox.Faults;
            sandbox.Faults = new SandboxFaults(
                Fault is null ? old.Kinds : SandboxFaultNames.Parse(Fault), FaultPercent ?? old.Percent, Seed ?? old.Seed);
        }

        if (Points is { } points)
        {
            sandbox.Points = points;
        }

        if (Latency is { } seconds)
        {
            sandbox.Latency = TimeSpan.FromSeconds(seconds);
        }

        if (RequestsPerSecond is { } rate)
        {
            SetRate(sandbox, rate);
        }
    }

    private void SetRate(SandboxServer sandbox, double rate)
    {
        try
        {
            sandbox.RequestsPerSecond = rate;
        }
        catch (ArgumentOutOfRangeException e)
        {
            ThrowTerminatingError(Errors.InvalidSandboxRate(e, rate));
        }
    }
}
