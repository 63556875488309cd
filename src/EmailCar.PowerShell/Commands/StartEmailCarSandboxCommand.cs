using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Starts a local stand-in for EmailCar, to try a script on before real mail goes out.</summary>
[Cmdlet(VerbsLifecycle.Start, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(SandboxInfo))]
public sealed class StartEmailCarSandboxCommand : EmailCarCommand
{
    /// <summary>Port to listen on, on this machine only; 0 for a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Submissions a second that it permits; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>Seconds that each answer is held back.</summary>
    [Parameter]
    [ValidateRange(0.0, 3600.0)]
    public double Latency { get; set; }

    /// <summary>Days before today, as China counts them, that there is mail of.</summary>
    [Parameter]
    [ValidateRange(0, 3660)]
    public int HistoryDays { get; set; }

    /// <summary>Mails on each of these days.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int HistoryPerDay { get; set; } = 25;

    /// <summary>Whether the recipients of a submission get an id each, or share one.</summary>
    [Parameter]
    [ValidateSet(nameof(Sandbox.IdShape.Array), nameof(Sandbox.IdShape.Shared))]
    public string IdShape { get; set; } = nameof(Sandbox.IdShape.Array);

    /// <summary>Whether a delivery's id stands inside its row, beside it, or nowhere.</summary>
    [Parameter]
    [ValidateSet(nameof(Sandbox.RowIdShape.Inside), nameof(Sandbox.RowIdShape.Beside), nameof(Sandbox.RowIdShape.None))]
    public string RowIdShape { get; set; } = nameof(Sandbox.RowIdShape.Inside);

    /// <summary>Lists the newest mail first, not the oldest.</summary>
    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <summary>Writes where the sandbox is and how to log in.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PerRunspace<SandboxServer>.Find(Runspace.DefaultRunspace) is { } running)
        {
            ThrowTerminatingError(Errors.SandboxRunning(running.Endpoint));
        }

        if (!ShouldProcess(Port == 0 ? "127.0.0.1" : $"127.0.0.1:{Port}", Strings.ShouldStartSandbox))
        {
            return;
        }

        try
        {
            var sandbox = SandboxServer.Start(new SandboxOptions
            {
                Port = Port,
                RequestsPerSecond = RequestsPerSecond,
                Latency = TimeSpan.FromSeconds(Latency),
                HistoryDays = HistoryDays,
                HistoryPerDay = HistoryPerDay,
                IdShape = (IdShape)Enum.Parse(typeof(IdShape), IdShape, ignoreCase: true),
                RowIdShape = (RowIdShape)Enum.Parse(typeof(RowIdShape), RowIdShape, ignoreCase: true),
                NewestFirst = NewestFirst,
            });
            PerRunspace<SandboxServer>.Set(Runspace.DefaultRunspace, sandbox, sandbox);
            if (PassThru)
            {
                WriteObject(SandboxInfo.Of(sandbox));
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            ThrowTerminatingError(Errors.SandboxNotStarted(e, Port));
        }
    }
}
