using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>The progress bar of a send run: what is done, how fast, and, once all rows are in, how long it takes yet.</summary>
internal sealed class SendProgress(SendEmailCarMailCommand command)
{
    private const int ActivityId = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _shown;

    /// <summary>What is waited for; null when mails leave.</summary>
    public string? Waiting { get; set; }

    /// <summary>Shows the state, a few times a second at most.</summary>
    public void Show(int recipients, int submissions, bool isAllIn)
    {
        var now = _running.Elapsed;
        if (now - _shown < Interval)
        {
            return;
        }

        _shown = now;
        var pace = command.Connection.RequestsPerSecond;
        var status = Waiting ?? string.Format(
            CultureInfo.CurrentCulture, Strings.SendProgressStatus, recipients, submissions, recipients / now.TotalSeconds);
        command.WriteProgress(new ProgressRecord(ActivityId, Strings.SendProgress, status)
        {
            SecondsRemaining = isAllIn && pace > 0 ? (int)Math.Ceiling(submissions / pace) : -1,
        });
    }

    /// <summary>Takes the bar away.</summary>
    public void Close()
    {
        if (_shown > TimeSpan.Zero)
        {
            command.WriteProgress(new ProgressRecord(ActivityId, Strings.SendProgress, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
