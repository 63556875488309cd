using System.Globalization;
using System.Management.Automation;
using EmailCar.BaseCommands;

namespace EmailCar.Runs;

/// <summary>The progress bar of a query with many requests: its progress and, if known, the remaining time.</summary>
internal sealed class QueryProgress(ConnectedCommand command, string activity)
{
    private const int ActivityId = 2;

    private bool _isShown;

    /// <summary>Updates the progress bar.</summary>
    /// <param name="requestsLeft">The number of requests left; null if not known.</param>
    /// <param name="share">The completed share, 0 to 1; null if not known.</param>
    /// <param name="status">The text of the status.</param>
    /// <param name="values">The values for the text.</param>
    public void Show(int? requestsLeft, double? share, string status, params object[] values)
    {
        var limiter = command.Connection.RequestsPerSecond;
        command.WriteProgress(new ProgressRecord(ActivityId, activity, string.Format(CultureInfo.CurrentCulture, status, values))
        {
            SecondsRemaining = requestsLeft is { } left && limiter > 0 ? (int)Math.Min(int.MaxValue, Math.Ceiling(left / limiter)) : -1,
            PercentComplete = share is { } done ? (int)(100 * Math.Min(1, done)) : -1,
        });
        _isShown = true;
    }

    /// <summary>Removes the progress bar.</summary>
    public void Close()
    {
        if (_isShown)
        {
            command.WriteProgress(new ProgressRecord(ActivityId, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
