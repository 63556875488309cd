using EmailCar.Http;
using EmailCar.RateLimiting;
using MailKit;

namespace EmailCar.Smtp;

/// <summary>
/// One email on its way over a connection: knows from the bytes that were handed over, above any encryption, whether the end of the
/// message began to leave. From then on the next email may leave, too.
/// </summary>
internal sealed class SmtpTransaction(IRateLimitLease lease, Deadline deadline, IDeparture? departure) : ITransferProgress
{
    private bool _hasLeft;

    /// <summary>True from the moment on at which the end of the message may have left.</summary>
    public bool HasEnded { get; private set; }

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize)
    {
        deadline.Restart(); // a large email takes its time
        if (bytesTransferred >= totalSize)
        {
            End();
        }
    }

    /// <inheritdoc/>
    public void Report(long bytesTransferred) => End(); // how much is to come is not known: it may be the end

    /// <summary>Lets the next email leave, whatever became of this one.</summary>
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
