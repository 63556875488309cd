using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Commands;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Rows;
using EmailCar.Sending;

namespace EmailCar.Runs;

/// <summary>
/// The part of a send run on the pipeline thread: asks for approval, writes the result for each recipient, and then
/// the error for it.
/// </summary>
internal sealed class SendSession(SendEmailCarMailCommand command, SendRun run, SuppressionCheck suppressed) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly ResultCounts _counts = new();
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private readonly SendProgress _progress = new(command);
    private readonly AddressWatch _addresses = new(command.MaxInvalidPercent);
    private readonly RateLimitWatch _limiter = new(command);
    private readonly SendMessages _messages = new(command);
    private readonly ElsewhereMessages _elsewhere = new(command);
    private int _submittedBefore;
    private int _unknownBefore;
    private bool _hasDeclined;
    private bool _hasWarned;
    private bool _hasStarted;
    private bool _isComplete;

    public void Dispose() => run.Dispose();

    /// <summary>Sets the number of expected rows.</summary>
    public void Expect(int rows) => _progress.Rows = rows;

    /// <summary>Adds an email; the result of an email that is invalid or was already sent is written at once.</summary>
    public void Add(MailToSend mail)
    {
        if (mail.Problem is null && suppressed.Explain(mail.Address) is { } reason)
        {
            // No email is sent to the address, so -MaxInvalidPercent does not count it.
            Write(mail, SendStatus.Skipped, null, reason);
            return;
        }

        if (mail.Problem is not { } problem)
        {
            Take(mail);
        }
        else if (run.EndedBy is { Kind: FailureKind.WrongList } end)
        {
            // The error is written once for the list, not for each row.
            Write(mail, SendStatus.NotSent, null, Errors.Explain(end));
        }
        else
        {
            Write(mail, SendStatus.Rejected, null, problem.Message);
            _messages.Add(Errors.Row(problem, mail.Source));
        }

        Watch(mail);
        if (!_messages.IsWarningDue)
        {
            SendSealed();
        }
    }

    /// <summary>Ends the input: sends the rest, waits for all results, and writes the messages and the summary.</summary>
    public void Complete()
    {
        run.SealAll();
        _isComplete = true;
        SendSealed();
        while (run.Pending > 0)
        {
            Handle(Take(Tick));
            if (_messages.StopReason is null)
            {
                _messages.Write();
            }
        }

        _progress.Close();
        if (run.EndedBy is { } failure && _counts[SendStatus.NotSent] > 0)
        {
            _messages.Add(Errors.RunEnded(failure, command.Connection.UserName, _counts[SendStatus.NotSent]));
        }

        _elsewhere.Complete(_messages);
        if (_unknownBefore + _elsewhere.Unknown is > 0 and var unknown)
        {
            _messages.Add(Errors.UnknownFromJournal(command.JournalPath!, unknown));
        }

        if (_addresses.FirstMistyped is { } mistyped)
        {
            _messages.Warn(Text(Strings.MistypedAddresses, _addresses.Mistyped, mistyped.Address, mistyped.Suggestion));
        }

        if (_submittedBefore > 0 && _submittedBefore == _counts.Total && !_hasDeclined)
        {
            _messages.Warn(Strings.JournalAllSkipped);
        }

        if (_counts.Total > 0)
        {
            command.WriteVerbose(_counts.ToString());
        }

        SetSummary();
        WriteErrors();
    }

    /// <summary>
    /// Writes the errors for the results that were written. With -ErrorAction Stop the first error ends the pipeline, and with
    /// -WarningAction Stop the first warning does. Before that, the results of all submissions in progress are written, and everything
    /// else gets the status NotSent, so that no recipient is lost.
    /// </summary>
    public void WriteErrors()
    {
        if (_messages.StopReason is { } reason)
        {
            LetOut(reason);
            SetSummary();
        }

        _messages.Write();
    }

    /// <summary>Writes NotSent with this reason for all emails that were not sent, and the results of all submissions in progress.</summary>
    private void LetOut(string reason)
    {
        run.SealAll();
        run.LeaveToOthers();
        while (run.TakeSealed() is { } submission)
        {
            foreach (var recipient in submission.Recipients)
            {
                Write(new SendResult(
                    recipient.Address, SendStatus.NotSent, null, submission.Content.Subject, reason, DateTimeOffset.Now, recipient.MessageKey));
            }
        }

        while (run.Pending > 0)
        {
            Handle(Take(Tick));
        }
    }

    /// <summary>Sets the summary before the errors are written, because with -ErrorAction Stop the first error ends the pipeline.</summary>
    private void SetSummary()
    {
        var endedBy = run.EndedBy is { } end ? Errors.IdOf(end) : null;
        if (command.SetSummary(_counts.Summarize(_running.Elapsed, endedBy)) is { } error)
        {
            _messages.Add(error);
        }
    }

    private void Watch(MailToSend mail)
    {
        if (mail.Given is not null)
        {
            command.WriteVerbose(Text(Strings.NormalizedVerbose, mail.Given, mail.Address));
        }

        _messages.WarnOfBody(mail);
        _messages.WarnOfSmtp(mail);
        _addresses.Add(mail);
        if (_addresses.IsWrongList && run.EndedBy is null)
        {
            run.EndAsWrongList(Text(Strings.WrongListReason, _addresses.Unusable, _addresses.Seen));
        }
    }

    private void Take(MailToSend mail)
    {
        switch (run.Add(mail.Content!, new Recipient(mail.Address, mail.MessageKey), out var id))
        {
            case PriorState.Duplicate:
                command.WriteVerbose(Text(Strings.SkippedVerbose, mail.Address));
                Write(mail, SendStatus.Skipped, null, Strings.Duplicate);
                break;
            case PriorState.Submitted:
                _submittedBefore++;
                command.WriteVerbose(Text(Strings.SkippedJournalVerbose, mail.Address));
                Write(mail, SendStatus.Skipped, id, Strings.AlreadySubmitted);
                break;
            case PriorState.Unknown:
                _unknownBefore++;
                Write(mail, SendStatus.Unknown, null, Strings.UnknownBefore);
                break;
        }

        if (run.HasKnownAddressUnderOtherContent && !_hasWarned)
        {
            _hasWarned = true;
            _messages.Warn(Text(Strings.JournalOtherContent, mail.Address));
        }
    }

    private void SendSealed()
    {
        while (run.TakeSealed() is { } submission)
        {
            if (!command.ShouldProcess(SubmissionName.Of(submission), Strings.ShouldSendAction))
            {
                _hasDeclined = true;
                continue;
            }

            if (!_hasStarted)
            {
                _hasStarted = true;
                _progress.Begin();
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
                _progress.Waiting = null;
                Write(outcome);
                break;
            case RetryNotice notice:
                _progress.Waiting = Text(Strings.SendProgressRetry, notice.Delay.TotalSeconds, Errors.Explain(notice.Failure));
                command.WriteVerbose(Text(Strings.RetryVerbose, notice.Attempt, Errors.Explain(notice.Failure), notice.Delay.TotalSeconds));
                break;
        }

        _limiter.Tell(_messages);
        _elsewhere.Tell(_isComplete ? run.Contested : 0, _progress, _messages);
        _progress.Show(_counts.Total, run.Sealed + run.Pending, _isComplete);
    }

    private void Write(SubmissionOutcome outcome)
    {
        var recipients = outcome.Recipients;
        var elsewhere = _elsewhere.MessageOf(outcome);
        foreach (var result in SendResults.Of(outcome, elsewhere))
        {
            Write(result);
        }

        if (outcome.Status == SendStatus.Submitted)
        {
            command.WriteVerbose(Text(Strings.SubmittedVerbose, recipients.Count, outcome.Content.Subject));
        }
        else if (outcome.Status != SendStatus.NotSent && elsewhere is null)
        {
            var format = outcome.Status == SendStatus.Unknown ? Strings.SubmissionUnknown : Strings.SubmissionRejected;
            var addresses = recipients.Select(r => r.Address).ToArray();
            _messages.Add(Errors.Submission(outcome.Failure!, format, addresses, addresses.Length, addresses[0]));
        }
    }

    private void Write(MailToSend mail, SendStatus status, long? id, string message) =>
        Write(new SendResult(mail.Address, status, id, mail.Subject, message, DateTimeOffset.Now, mail.MessageKey, isIdShared: id is not null && run.IsKnownIdShared));

    private void Write(SendResult result)
    {
        _counts.Add(result.Status);
        if (!command.IsWhatIf)
        {
            command.WriteObject(result); // with -WhatIf nothing is done, so there is no result
        }
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
