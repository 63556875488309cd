using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>
/// Keeps a failing service from turning a long list into lost or unknown emails. After 3 unknown results, or 5 rejections of the same
/// kind, without an accepted submission in between, it sends a query. If the query fails, or submissions keep failing in this way,
/// the run ends.
/// </summary>
internal sealed class SendCircuitBreaker
{
    private const int MaxUnknown = 3;
    private const int MaxEqualRefusals = 5;

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, Task> _probe;
    private Task<EmailCarException?>? _probing;
    private int _unknown;
    private int _refusals;
    private string? _refusal;
    private bool _isOnProbation;
    private long _probed = long.MinValue;
    private bool _hasCountedEarlier;

    /// <param name="time">The clock of the departures.</param>
    /// <param name="probe">Sends a query to the service; throws <see cref="EmailCarException"/> if it fails.</param>
    public SendCircuitBreaker(TimeProvider time, Func<CancellationToken, Task> probe) => (_time, _probe) = (time, probe);

    /// <summary>Records the result of a submission.</summary>
    /// <param name="status">The result.</param>
    /// <param name="failure">Why it is not Submitted.</param>
    /// <param name="departure">When the submission was sent; null if it was not.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>Why the run must end; null if it continues.</returns>
    public Task<EmailCarException?> NoteAsync(
        SendStatus status, EmailCarException? failure, long? departure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!Count(status, failure, departure))
            {
                return Task.FromResult<EmailCarException?>(null);
            }

            if (_probing is { IsCompleted: false })
            {
                return _probing;
            }

            return _isOnProbation
                ? Task.FromResult<EmailCarException?>(Opened(new FailureDetail(FailureReason.GoesOn, failure!), failure!))
                : _probing = ProbeAsync(failure!, cancellationToken);
        }
    }

    /// <summary>Counts a result. Returns whether it is time for the query.</summary>
    private bool Count(SendStatus status, EmailCarException? failure, long? departure)
    {
        switch (status)
        {
            case SendStatus.Submitted:
                (_unknown, _refusals, _isOnProbation) = (0, 0, false);
                return false;
            case SendStatus.Unknown when departure < _probed && _hasCountedEarlier:
                return false;
            case SendStatus.Unknown:
                _hasCountedEarlier |= departure < _probed;
                return ++_unknown >= MaxUnknown;
            case SendStatus.Rejected when failure!.Kind == FailureKind.Refused:
                _refusals = failure.Message == _refusal ? _refusals + 1 : 1;
                _refusal = failure.Message;
                return _refusals >= MaxEqualRefusals;
            default:
                return false;
        }
    }

    private async Task<EmailCarException?> ProbeAsync(EmailCarException failure, CancellationToken cancellationToken)
    {
        try
        {
            // All submissions sent until now share one cause, however many were outstanding: together they count as one more at most.
            (_probed, _hasCountedEarlier) = (_time.GetTimestamp(), false);
            await _probe(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                // Three more unknown results, or one more rejection of the same kind, end the run.
                (_isOnProbation, _unknown) = (true, 0);
            }

            return null;
        }
        catch (EmailCarException e)
        {
            return Opened(new FailureDetail(FailureReason.NoSignOfLife, failure, e), e);
        }
    }

    private static EmailCarException Opened(FailureDetail detail, EmailCarException cause) => new(FailureKind.OutOfOrder, detail, cause);
}
