using System.Globalization;
using System.Management.Automation;
using EmailCar.BaseCommands;

namespace EmailCar.Runs;

/// <summary>The progress bar of a query of many requests: how far it is and, where that is known, how long it takes yet.</summary>
internal sealed class QueryProgress(ConnectedCommand command, string activity)
{
    private const int ActivityId = 2;

    private bool _isShown;

    /// <summary>Shows how far it is.</summary>
    /// <param name="requestsLeft">Requests still to be made; null when unknown.</param>
    /// <param name="share">What is done, 0 to 1; null when unknown.</param>
    /// <param name="status">In words.</param>
    /// <param name="values">For the words.</param>
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

    /// <summary>Takes the bar away.</summary>
    public void Close()
    {
        if (_isShown)
        {
            command.WriteProgress(new ProgressRecord(ActivityId, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
