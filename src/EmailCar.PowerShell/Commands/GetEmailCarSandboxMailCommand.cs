using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Sandbox;

namespace EmailCar.Commands;

/// <summary>Gets the emails that the sandbox accepted, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarSandboxMail", DefaultParameterSetName = "Now"), OutputType(typeof(SandboxMail))]
public sealed class GetEmailCarSandboxMailCommand : SandboxCommand
{
    /// <summary>Returns only emails to these recipients.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[]? To { get; set; }

    /// <summary>Returns only emails with these subjects.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Subject { get; set; }

    /// <summary>Returns only emails that were received at this time or later.</summary>
    [Parameter]
    [BlankIsDefault]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Waits until enough emails have arrived.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Wait")]
    public SwitchParameter Wait { get; set; }

    /// <summary>The number of emails that -Wait waits for.</summary>
    [Parameter(ParameterSetName = "Wait")]
    [BlankIsDefault(1), ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>The maximum time for -Wait, in seconds.</summary>
    [Parameter(ParameterSetName = "Wait")]
    [BlankIsDefault(30), ValidateRange(0, 24 * 3600)]
    public int WaitTimeoutSec { get; set; } = 30;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sandbox = FindSandbox();
        var mails = Wait ? WaitFor(sandbox) : Matching(sandbox);
        foreach (var mail in mails)
        {
            WriteObject(SandboxMails.Of(mail, sandbox.StatusOf(mail)));
        }
    }

    private List<ReceivedMail> WaitFor(SandboxServer sandbox)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        var timeout = Task.Delay(TimeSpan.FromSeconds(WaitTimeoutSec), patience.Token);
        try
        {
            while (true)
            {
                var change = sandbox.NextChange;
                var mails = Matching(sandbox);
                if (mails.Count >= Count)
                {
                    return mails;
                }

                if (Await(_ => Task.WhenAny(change, timeout)) == timeout)
                {
                    StopIfAsked();
                    ThrowTerminatingError(Errors.SandboxMailTimeout(mails.Count, Count, WaitTimeoutSec));
                }
            }
        }
        finally
        {
            patience.Cancel();
        }
    }

    private void StopIfAsked()
    {
        if (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private List<ReceivedMail> Matching(SandboxServer sandbox)
    {
        var (to, subject) = (Patterns(To), Patterns(Subject));
        return [.. sandbox.Mails.Where(mail => mail.IsAccepted && (Since is null || mail.Time >= Since) && Matches(to, mail.To) && Matches(subject, mail.Content.Subject))];
    }

    private static WildcardPattern[]? Patterns(string[]? texts) =>
        texts is null ? null : [.. texts.Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];

    private static bool Matches(WildcardPattern[]? patterns, string text) => patterns is null || Array.Exists(patterns, pattern => pattern.IsMatch(text));
}
