using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>
/// Keeps a service that is out of order from turning a long list into as many lost or unknown mails: after 3 unknown
/// outcomes, or 5 equal refusals, with nothing accepted between, it asks for a sign of life; when there is none, or it
/// goes on like that, the run ends.
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

    /// <param name="time">The clock that departures are on.</param>
    /// <param name="probe">Asks the service for a sign of life; throws <see cref="EmailCarException"/> when there is none.</param>
    public SendCircuitBreaker(TimeProvider time, Func<CancellationToken, Task> probe) => (_time, _probe) = (time, probe);

    /// <summary>Takes note of an outcome.</summary>
    /// <param name="status">The outcome.</param>
    /// <param name="failure">Why it is not Submitted.</param>
    /// <param name="departure">When the submission left; null when it did not.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>Why the run has to end; null when it goes on.</returns>
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

    /// <summary>True when it is time to ask.</summary>
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
            // What has left by now shares one cause, however many answers were open: it counts as one more at most.
            (_probed, _hasCountedEarlier) = (_time.GetTimestamp(), false);
            await _probe(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                // Three unknown ones more, or one more refusal of the same kind, and it is enough.
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
