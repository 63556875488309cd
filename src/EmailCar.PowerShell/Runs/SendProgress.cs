using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Commands;

namespace EmailCar.Runs;

/// <summary>The progress of a send run: what is done, how fast, and, as soon as that is known, how long it takes yet.</summary>
internal sealed class SendProgress(SendEmailCarMailCommand command)
{
    private const int ActivityId = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _duration;

    /// <summary>What is waited for; null when mails leave.</summary>
    public string? Waiting { get; set; }

    /// <summary>Rows that will come; null where nobody knows.</summary>
    public int? Rows { get; set; }

    private double RequestsPerSecond => command.Connection.RequestsPerSecond;

    /// <summary>Says how long it will take, as far as that is known before the last row is in.</summary>
    public void Begin()
    {
        if (RequestsPerSecond <= 0)
        {
            return;
        }

        if (command.MergesRows)
        {
            _duration = Rows is { } rows
                ? Text(Strings.MergeStartsKnown, RequestsPerSecond, rows, Duration(rows))
                : Text(Strings.MergeStarts, RequestsPerSecond, TimeSpan.FromSeconds(1000 / RequestsPerSecond).TotalMinutes, TimeSpan.FromSeconds(10_000 / RequestsPerSecond).TotalHours);
            Write(_duration, SecondsLeft(done: 0, submissions: 0, isAllIn: false));
        }

        command.WriteVerbose(_duration ?? Text(
            Strings.RunStarts, RequestsPerSecond, command.BatchSize, Duration(Math.Ceiling(1000.0 / command.BatchSize)), Duration(1000)));
    }

    /// <summary>Shows the state, a few times a second at most.</summary>
    /// <param name="recipients">Recipients that are done with.</param>
    /// <param name="submissions">Submissions that are not.</param>
    /// <param name="isAllIn">True when the last row is in.</param>
    public void Show(int recipients, int submissions, bool isAllIn)
    {
        var now = _running.Elapsed;
        if (now - _shown < Interval)
        {
            return;
        }

        _shown = now;
        Write(
            Waiting ?? Text(Strings.SendProgressStatus, recipients, submissions, recipients / now.TotalSeconds),
            SecondsLeft(recipients, submissions, isAllIn));
    }

    /// <summary>Takes the bar away.</summary>
    public void Close()
    {
        if (_shown > TimeSpan.Zero || _duration is not null)
        {
            command.WriteProgress(new ProgressRecord(ActivityId, Strings.SendProgress, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Write(string status, int secondsLeft) =>
        command.WriteProgress(new ProgressRecord(ActivityId, Strings.SendProgress, status)
        {
            CurrentOperation = secondsLeft < 0 ? _duration : null,
            SecondsRemaining = secondsLeft,
        });

    /// <summary>Rows that share no submission can be counted in advance; of others only the last one tells.</summary>
    private int SecondsLeft(int done, int submissions, bool isAllIn) => (RequestsPerSecond, Rows) switch
    {
        ( > 0, _) when isAllIn => (int)Math.Ceiling(submissions / RequestsPerSecond),
        ( > 0, { } rows) when command.MergesRows => (int)Math.Ceiling(Math.Max(rows - done, submissions) / RequestsPerSecond),
        _ => -1,
    };

    private TimeSpan Duration(double submissions) => TimeSpan.FromSeconds(Math.Ceiling(submissions / RequestsPerSecond));

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
