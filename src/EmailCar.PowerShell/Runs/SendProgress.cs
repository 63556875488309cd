using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Commands;

namespace EmailCar.Runs;

/// <summary>The progress of a send run: the completed part, the rate and, as soon as it is known, the remaining time.</summary>
internal sealed class SendProgress(SendEmailCarMailCommand command)
{
    private const int ActivityId = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shown;
    private string? _duration;

    /// <summary>Why the run is waiting; null if it is sending.</summary>
    public string? Waiting { get; set; }

    /// <summary>The number of rows; null if not known.</summary>
    public int? Rows { get; set; }

    private double RequestsPerSecond => command.Connection.RequestsPerSecond;

    /// <summary>Shows the expected duration, if it is known before the last row was read.</summary>
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

    /// <summary>Updates the progress bar, at most a few times per second.</summary>
    /// <param name="recipients">The number of recipients with a result.</param>
    /// <param name="submissions">The number of submissions without a result.</param>
    /// <param name="isAllIn">True if the last row was read.</param>
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

    /// <summary>Removes the progress bar.</summary>
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

    /// <summary>
    /// Returns the remaining time. The submissions for rows that cannot be combined can be counted in advance; those for other rows only at
    /// the end of the input.
    /// </summary>
    private int SecondsLeft(int done, int submissions, bool isAllIn) => (RequestsPerSecond, Rows) switch
    {
        ( > 0, _) when isAllIn => (int)Math.Ceiling(submissions / RequestsPerSecond),
        ( > 0, { } rows) when command.MergesRows => (int)Math.Ceiling(Math.Max(rows - done, submissions) / RequestsPerSecond),
        _ => -1,
    };

    private TimeSpan Duration(double submissions) => TimeSpan.FromSeconds(Math.Ceiling(submissions / RequestsPerSecond));

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
