using System.Globalization;
using EmailCar.Commands;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Runs;

/// <summary>What there is to say of emails that another machine sends, and of the Redis server they share.</summary>
internal sealed class ElsewhereMessages(SendEmailCarMailCommand command)
{
    private TimeSpan _outage;
    private int _undecided;

    /// <summary>Emails of which another machine does not know the outcome.</summary>
    public int Unknown { get; private set; }

    /// <summary>The message of an outcome that is another machine's; null when it is this run's own.</summary>
    public string? MessageOf(SubmissionOutcome outcome)
    {
        switch (outcome)
        {
            case { Status: SendStatus.Skipped }:
                command.WriteVerbose(Text(Strings.SkippedElsewhereVerbose, outcome.Recipients.Count, outcome.Content.Subject));
                return Strings.AlreadySubmitted;
            case { Status: SendStatus.Unknown, Failure: null }:
                Unknown += outcome.Recipients.Count;
                return Strings.UnknownBefore;
            case { Failure.Kind: FailureKind.ClaimedElsewhere }:
                _undecided += outcome.Recipients.Count;
                return Strings.ClaimedElsewhere;
            default:
                return null;
        }
    }

    /// <summary>Shows what is waited for: once as a warning, and as progress for as long as it lasts.</summary>
    /// <param name="contested">Emails that another machine has claimed.</param>
    /// <param name="progress">Shows it.</param>
    /// <param name="messages">Takes the warning.</param>
    public void Tell(int contested, SendProgress progress, SendMessages messages)
    {
        if (command.Connection.Client.RedisOutage is { } outage)
        {
            if (_outage == TimeSpan.Zero)
            {
                messages.Warn(Text(Strings.RedisOutage, outage.Reason, command.Connection.TimeoutSec));
            }

            _outage = outage.Elapsed + TimeSpan.FromTicks(1);
            progress.Waiting = Text(Strings.RedisOutageProgress, outage.Elapsed.TotalSeconds, outage.Reason);
        }
        else if (_outage > TimeSpan.Zero)
        {
            command.WriteVerbose(Text(Strings.RedisBackVerbose, _outage.TotalSeconds));
            (_outage, progress.Waiting) = (TimeSpan.Zero, null);
        }
        else if (contested > 0)
        {
            progress.Waiting = Text(Strings.ContestedProgress, contested);
        }
    }

    /// <summary>The error of emails that stayed undecided; none without them.</summary>
    /// <param name="messages">Takes the error.</param>
    public void Complete(SendMessages messages)
    {
        if (_undecided > 0)
        {
            messages.Add(Errors.ClaimedElsewhere(_undecided, command.Connection.TimeoutSec, command.JournalPath!));
        }
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
