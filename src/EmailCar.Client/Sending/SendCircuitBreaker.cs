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
    private readonly Func<CancellationToken, Task> _probe;
    private Task<EmailCarException?>? _probing;
    private int _unknown;
    private int _refusals;
    private string? _refusal;
    private bool _isOnProbation;

    /// <param name="probe">Asks the service for a sign of life; throws <see cref="EmailCarException"/> when there is none.</param>
    public SendCircuitBreaker(Func<CancellationToken, Task> probe) => _probe = probe;

    /// <summary>Takes note of an outcome.</summary>
    /// <returns>Why the run has to end; null when it goes on.</returns>
    public Task<EmailCarException?> NoteAsync(SendStatus status, EmailCarException? failure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!Count(status, failure))
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
    private bool Count(SendStatus status, EmailCarException? failure)
    {
        switch (status)
        {
            case SendStatus.Submitted:
                (_unknown, _refusals, _isOnProbation) = (0, 0, false);
                return false;
            case SendStatus.Unknown:
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
