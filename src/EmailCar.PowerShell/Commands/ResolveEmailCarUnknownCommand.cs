using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Runs;
using EmailCar.Verdicts;

namespace EmailCar.Commands;

/// <summary>Resolves the emails in a journal whose result is unknown, using the service's list.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "EmailCarUnknown", SupportsShouldProcess = true), OutputType(typeof(Verdict))]
public sealed class ResolveEmailCarUnknownCommand : ConnectedCommand
{
    /// <summary>The path of the journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty, Alias("Path", "PSPath", "LP")]
    public string JournalPath { get; set; } = "";

    /// <summary>The minutes that the service is given to list an email before it counts as not listed, 0 to 10080.</summary>
    [Parameter]
    [BlankIsDefault(30), ValidateRange(0, 7 * 24 * 60)]
    public int SettleMinutes { get; set; } = 30;

    /// <summary>Records emails that are not listed as not sent, so that the next run sends them.</summary>
    [Parameter]
    public SwitchParameter AcceptNotListed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = Connection;
        var isWhatIf = MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf)
            ? ((SwitchParameter)whatIf).ToBool()
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
        try
        {
            using var resolver = new UnknownResolver(
                Connection.Client, JournalPlace(JournalPath, Connection), TimeSpan.FromMinutes(SettleMinutes), isWhatIf);
            WriteVerbose(VerdictTexts.Text(Strings.ResolveVerbose, resolver.Unknown, JournalPath));
            Look(resolver);
            foreach (var found in resolver.Verdicts)
            {
                Settle(resolver, found);
            }
        }
        catch (JournalException e)
        {
            ThrowTerminatingError(Errors.Journal(e));
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, JournalPath));
        }
    }

    private void Look(UnknownResolver resolver)
    {
        var progress = new QueryProgress(this, Strings.ResolveProgress);
        while (Ask((_, token) => resolver.NextAsync(token)) is { } step)
        {
            if (step.Day is { } day)
            {
                progress.Show(null, null, Strings.ResolveProgressDay, day, step.Rows);
            }
            else
            {
                progress.Show(null, null, Strings.ResolveProgressClocks, step.Requests);
            }
        }

        progress.Close();
    }

    private void Settle(UnknownResolver resolver, SubmissionVerdict found)
    {
        var status = found.Finding switch
        {
            Finding.Accepted => SendStatus.Submitted,
            Finding.NotListed when AcceptNotListed => SendStatus.NotSent,
            _ => SendStatus.Unknown,
        };
        if (status != SendStatus.Unknown
            && ShouldProcess(VerdictTexts.Text(Strings.ResolveTarget, found[0].To, found.Recipients), VerdictTexts.Text(Strings.ShouldRecordVerdict, status)))
        {
            resolver.Write(found);
        }

        var message = VerdictTexts.Of(found, SettleMinutes);
        for (var i = 0; i < found.Recipients; i++)
        {
            var (to, messageKey, id) = found[i];
            WriteObject(new Verdict(
                to, status, id, found.Finding == Finding.NotListed, found.Time?.ToLocalTime(), messageKey, message, found.Submission));
        }
    }
}
