using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Sending;

namespace EmailCar.Commands;

/// <summary>
/// The pipeline thread's side of a send run: asks for approval, writes what became of each recipient, and after it
/// the error that goes with it.
/// </summary>
internal sealed class SendSession(SendEmailCarMailCommand command, SendRun run) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly int[] _counts = new int[Enum.GetValues(typeof(SendStatus)).Length];
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _progressShown;
    private string? _retry;

    public void Dispose() => run.Dispose();

    /// <summary>Takes one mail; what can't be sent, or was already, comes out at once.</summary>
    public void Add(MailToSend mail)
    {
        if (mail.Problem is { } problem)
        {
            Write(mail.Address, SendStatus.Rejected, null, mail.Subject, problem.Message, DateTimeOffset.Now);
            command.WriteError(Errors.Row(problem, mail.Source));
        }
        else if (!run.Add(mail.Content!, new Recipient(mail.Address)))
        {
            command.WriteVerbose(Text(Strings.SkippedVerbose, mail.Address));
            Write(mail.Address, SendStatus.Skipped, null, mail.Subject, Strings.Duplicate, DateTimeOffset.Now);
        }

        SendSealed();
    }

    /// <summary>The input has ended: sends the rest, waits for all outcomes, and closes the account.</summary>
    public void Complete()
    {
        run.SealAll();
        SendSealed();
        while (run.Pending > 0)
        {
            Handle(Take(Tick));
        }

        ShowProgress(ProgressRecordType.Completed);
        if (run.EndedBy is { } failure && Count(SendStatus.NotSent) > 0)
        {
            command.WriteError(Errors.RunEnded(failure, command.Connection.UserName, Count(SendStatus.NotSent)));
        }

        if (_counts.Sum() > 0)
        {
            command.WriteVerbose(Text(
                Strings.SummaryVerbose,
                Count(SendStatus.Submitted),
                Count(SendStatus.Rejected),
                Count(SendStatus.Unknown),
                Count(SendStatus.NotSent),
                Count(SendStatus.Skipped)));
        }
    }

    private void SendSealed()
    {
        while (run.TakeSealed() is { } submission)
        {
            if (!command.ShouldProcess(Name(submission), Strings.ShouldSendAction))
            {
                continue;
            }

            while (run.IsFull)
            {
                Handle(Take(Tick));
            }

            run.Approve(submission);
        }

        while (run.Pending > 0 && Take(TimeSpan.Zero) is { } happened)
        {
            Handle(happened);
        }
    }

    private SendEvent? Take(TimeSpan wait)
    {
        try
        {
            return run.Take(wait, command.StopToken);
        }
        catch (OperationCanceledException) when (command.StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Handle(SendEvent? happened)
    {
        switch (happened)
        {
            case SubmissionOutcome outcome:
                _retry = null;
                Write(outcome);
                break;
            case RetryNotice notice:
                _retry = Text(Strings.SendProgressRetry, notice.Delay.TotalSeconds, Errors.Explain(notice.Failure));
                command.WriteVerbose(Text(
                    Strings.RetryVerbose, notice.Attempt, Errors.Explain(notice.Failure), notice.Delay.TotalSeconds));
                break;
        }

        ShowProgress(ProgressRecordType.Processing);
    }

    private void Write(SubmissionOutcome outcome)
    {
        var recipients = outcome.Submission.Recipients;
        var subject = outcome.Submission.Content.Subject;
        var reason = outcome.Failure is { } failure ? Errors.Explain(failure) : null;
        for (var i = 0; i < recipients.Count; i++)
        {
            var id = i < outcome.Ids.Count ? outcome.Ids[i] : null;
            var message = outcome.Status == SendStatus.Submitted && id is null ? Strings.AcceptedWithoutId : reason;
            Write(recipients[i].Address, outcome.Status, id, subject, message, outcome.Time.ToLocalTime());
        }

        if (outcome.Status == SendStatus.Submitted)
        {
            command.WriteVerbose(Text(Strings.SubmittedVerbose, recipients.Count, subject));
        }
        else if (!outcome.EndedRun)
        {
            var format = outcome.Status == SendStatus.Unknown ? Strings.SubmissionUnknown : Strings.SubmissionRejected;
            var addresses = recipients.Select(r => r.Address).ToArray();
            command.WriteError(Errors.Submission(outcome.Failure!, format, addresses, addresses.Length, addresses[0]));
        }
    }

    private void Write(string to, SendStatus status, long? id, string? subject, string? message, DateTimeOffset time)
    {
        _counts[(int)status]++;
        if (command.IsWhatIf)
        {
            return; // nothing is done, so there is no result
        }

        command.WriteObject(new SendResult(to, status, id, subject, message, time));
    }

    private void ShowProgress(ProgressRecordType type)
    {
        var now = _running.Elapsed;
        var isDue = now - _progressShown >= Tick;
        if (type == ProgressRecordType.Completed ? _progressShown == TimeSpan.Zero : !isDue)
        {
            return;
        }

        _progressShown = now;
        var done = _counts.Sum();
        command.WriteProgress(new ProgressRecord(
            1,
            Strings.SendProgress,
            _retry ?? Text(Strings.SendProgressStatus, done, run.Pending, done / now.TotalSeconds))
        {
            RecordType = type,
        });
    }

    private int Count(SendStatus status) => _counts[(int)status];

    private static string Name(Submission submission)
    {
        var recipients = submission.Recipients;
        return recipients.Count == 1
            ? Text(Strings.ShouldSendOne, recipients[0].Address, submission.Content.Subject)
            : Text(Strings.ShouldSendMany, recipients.Count, recipients[0].Address, submission.Content.Subject);
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
