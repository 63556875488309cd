using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Starts a local stand-in for EmailCar, for testing scripts before they send real emails.</summary>
[Cmdlet(VerbsLifecycle.Start, "EmailCarSandbox", SupportsShouldProcess = true), OutputType(typeof(SandboxInfo))]
public sealed class StartEmailCarSandboxCommand : EmailCarCommand
{
    /// <summary>The port to listen on, on this machine only; 0 for a free port.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The port that accepts emails by SMTP, on this machine only; 0 for a free port.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(0, 65535)]
    public int SmtpPort { get; set; }

    /// <summary>The submissions per second that the sandbox allows; 0 for no limit.</summary>
    [Parameter]
    [BlankIsDefault(1.0), ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>The delay of each response, in seconds.</summary>
    [Parameter]
    [BlankIsDefault(0.0), ValidateRange(0.0, 3600.0)]
    public double Latency { get; set; }

    /// <summary>The number of days before today, in China's time, for which there are emails.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(0, 3660)]
    public int HistoryDays { get; set; }

    /// <summary>The number of emails on each of these days.</summary>
    [Parameter]
    [BlankIsDefault(25), ValidateRange(1, 100_000)]
    public int HistoryPerDay { get; set; } = 25;

    /// <summary>Whether each recipient of a submission gets an id, or all share one.</summary>
    [Parameter]
    [BlankIsDefault(nameof(Sandbox.IdShape.Array)), ValidateSet(nameof(Sandbox.IdShape.Array), nameof(Sandbox.IdShape.Shared))]
    public string IdShape { get; set; } = nameof(Sandbox.IdShape.Array);

    /// <summary>Whether the id of a delivery is inside its row, next to it, or missing.</summary>
    [Parameter]
    [BlankIsDefault(nameof(Sandbox.RowIdShape.Inside)), ValidateSet(nameof(Sandbox.RowIdShape.Inside), nameof(Sandbox.RowIdShape.Beside), nameof(Sandbox.RowIdShape.None))]
    public string RowIdShape { get; set; } = nameof(Sandbox.RowIdShape.Inside);

    /// <summary>Lists the newest email first instead of the oldest.</summary>
    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <summary>The email points at the start; each recipient uses one point.</summary>
    [Parameter]
    [BlankIsDefault(10_000L), ValidateRange(0L, long.MaxValue)]
    public long Points { get; set; } = 10_000;

    /// <summary>The faults to simulate for some of the submissions.</summary>
    [Parameter]
    [BlankIsDefault(new string[0]), AllowEmptyCollection]
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
    [BlankIsDefault(10.0), ValidateRange(0.0, 100.0)]
    public double FaultPercent { get; set; } = 10;

    /// <summary>Determines which submissions have a fault; the same seed always selects the same ones.</summary>
    [Parameter]
    [BlankIsDefault(1)]
    public int Seed { get; set; } = 1;

    /// <summary>The folder in which each accepted email is saved as .eml.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? MailFolder { get; set; }

    /// <summary>Opens the inbox in the browser.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>Returns the address of the sandbox and its login.</summary>
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

        var folder = MailFolder is null ? null : CreateFolder(MailFolder);
        try
        {
            var sandbox = SandboxServer.Start(new SandboxOptions
            {
                Port = Port,
                SmtpPort = SmtpPort,
                RequestsPerSecond = RequestsPerSecond,
                Latency = TimeSpan.FromSeconds(Latency),
                HistoryDays = HistoryDays,
                HistoryPerDay = HistoryPerDay,
                IdShape = (IdShape)Enum.Parse(typeof(IdShape), IdShape, ignoreCase: true),
                RowIdShape = (RowIdShape)Enum.Parse(typeof(RowIdShape), RowIdShape, ignoreCase: true),
                NewestFirst = NewestFirst,
                EmailPoints = Points,
                Faults = new SandboxFaults(SandboxFaultNames.Parse(Fault), FaultPercent, Seed),
                MailFolder = folder,
            });
            PerRunspace<SandboxServer>.Set(Runspace.DefaultRunspace, sandbox, sandbox);
            if (Open)
            {
                OpenInbox(sandbox.Inbox);
            }

            if (PassThru)
            {
                WriteObject(SandboxInfo.Of(sandbox));
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            ThrowTerminatingError(Errors.SandboxNotStarted(e, e is PortUnavailableException taken ? taken.Port : Port));
        }
    }

    private string CreateFolder(string path)
    {
        var folder = FilePath(path, Errors.InvalidMailFolder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            ThrowTerminatingError(Errors.InvalidMailFolder(path, e));
        }

        return folder;
    }

    private void OpenInbox(Uri inbox)
    {
        try
        {
            Process.Start(new ProcessStartInfo(inbox.AbsoluteUri) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.InboxNotOpened, inbox, e.Message));
        }
    }
}
