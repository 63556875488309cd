using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
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
    [BlankIsDefault(0), ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Port that takes emails by SMTP, on this machine only; 0 for a free one.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(0, 65535)]
    public int SmtpPort { get; set; }

    /// <summary>Submissions a second that it permits; 0 for no limit.</summary>
    [Parameter]
    [BlankIsDefault(1.0), ValidateRange(0.0, 1000.0)]
    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>Seconds that each answer is held back.</summary>
    [Parameter]
    [BlankIsDefault(0.0), ValidateRange(0.0, 3600.0)]
    public double Latency { get; set; }

    /// <summary>Days before today, as China counts them, that there is mail of.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(0, 3660)]
    public int HistoryDays { get; set; }

    /// <summary>Mails on each of these days.</summary>
    [Parameter]
    [BlankIsDefault(25), ValidateRange(1, 100_000)]
    public int HistoryPerDay { get; set; } = 25;

    /// <summary>Whether the recipients of a submission get an id each, or share one.</summary>
    [Parameter]
    [BlankIsDefault(nameof(Sandbox.IdShape.Array)), ValidateSet(nameof(Sandbox.IdShape.Array), nameof(Sandbox.IdShape.Shared))]
    public string IdShape { get; set; } = nameof(Sandbox.IdShape.Array);

    /// <summary>Whether a delivery's id stands inside its row, beside it, or nowhere.</summary>
    [Parameter]
    [BlankIsDefault(nameof(Sandbox.RowIdShape.Inside)), ValidateSet(nameof(Sandbox.RowIdShape.Inside), nameof(Sandbox.RowIdShape.Beside), nameof(Sandbox.RowIdShape.None))]
    public string RowIdShape { get; set; } = nameof(Sandbox.RowIdShape.Inside);

    /// <summary>Lists the newest mail first, not the oldest.</summary>
    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <summary>Email points at the start; a recipient costs one.</summary>
    [Parameter]
    [BlankIsDefault(10_000L), ValidateRange(0L, long.MaxValue)]
    public long Points { get; set; } = 10_000;

    /// <summary>What goes wrong with some of the submissions.</summary>
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

    /// <summary>How many submissions in a hundred meet a fault.</summary>
    [Parameter]
    [BlankIsDefault(10.0), ValidateRange(0.0, 100.0)]
    public double FaultPercent { get; set; } = 10;

    /// <summary>Which submissions meet a fault: the same seed, the same ones.</summary>
    [Parameter]
    [BlankIsDefault(1)]
    public int Seed { get; set; } = 1;

    /// <summary>A folder to which each accepted email is written as .eml.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? MailFolder { get; set; }

    /// <summary>Opens the inbox in the browser.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

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
