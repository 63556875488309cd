using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Changes the behavior of the running sandbox. Settings that are not given remain unchanged.</summary>
[Cmdlet(VerbsCommon.Set, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(void))]
public sealed class SetEmailCarSandboxCommand : SandboxCommand
{
    /// <summary>The faults to simulate for some of the submissions.</summary>
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

    /// <summary>The percentage of submissions with a fault.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double? FaultPercent { get; set; }

    /// <summary>Determines which submissions have a fault; the same seed always selects the same ones.</summary>
    [Parameter]
    [BlankIsDefault]
    public int? Seed { get; set; }

    /// <summary>The remaining email points.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long? Points { get; set; }

    /// <summary>The submissions per second that the sandbox allows; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>The delay of each response, in seconds.</summary>
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
