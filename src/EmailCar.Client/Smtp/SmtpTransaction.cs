using EmailCar.Http;
using EmailCar.RateLimiting;
using MailKit;

namespace EmailCar.Smtp;

/// <summary>
/// One email that is being sent over a connection. Observes the bytes before encryption, to detect when the end of the message may have
/// been sent. From then on, the next email may be sent too.
/// </summary>
internal sealed class SmtpTransaction(IRateLimitLease lease, Deadline deadline, IDeparture? departure) : ITransferProgress
{
    private bool _hasLeft;

    /// <summary>True once the end of the message may have been sent.</summary>
    public bool HasEnded { get; private set; }

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize)
    {
        deadline.Restart(); // a large email takes longer
        if (bytesTransferred >= totalSize)
        {
            End();
        }
    }

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => End(); // the remaining size is not known, so this may be the end

    /// <summary>Allows the next email to be sent, whatever the result of this one is.</summary>
    public void Leave()
    {
        if (_hasLeft)
        {
            return;
        }

        _hasLeft = true;
        lease.Departed();
        lease.Dispose();
        departure?.Left();
    }

    private void End()
    {
        HasEnded = true;
        Leave();
    }
}
