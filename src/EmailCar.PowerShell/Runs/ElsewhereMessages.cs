using System.Globalization;
using EmailCar.Commands;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Runs;

/// <summary>Messages about emails that another machine sends, and about the shared Redis server.</summary>
internal sealed class ElsewhereMessages(SendEmailCarMailCommand command)
{
    private TimeSpan _outage;
    private int _undecided;

    /// <summary>The number of emails whose result on another machine is not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>Returns the message for a result of another machine, or null for a result of this run.</summary>
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

    /// <summary>Shows what the run waits for: once as a warning, and as progress while it lasts.</summary>
    /// <param name="contested">The number of emails that another machine has claimed.</param>
    /// <param name="progress">The progress bar.</param>
    /// <param name="messages">The messages of the run.</param>
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

    /// <summary>Adds the error for emails that remain undecided, if there are any.</summary>
    /// <param name="messages">The messages of the run.</param>
    public void Complete(SendMessages messages)
    {
        if (_undecided > 0)
        {
            messages.Add(Errors.ClaimedElsewhere(_undecided, command.Connection.TimeoutSec, command.JournalPath!));
        }
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
