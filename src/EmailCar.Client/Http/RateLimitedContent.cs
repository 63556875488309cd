using System.Net;
using System.Net.Http.Headers;
using EmailCar.Failures;
using EmailCar.RateLimiting;

namespace EmailCar.Http;

/// <summary>
/// A request's body that takes its turn when the connection stands and nothing has left, and that knows, without
/// guessing from exceptions, whether it was asked to write.
/// </summary>
internal sealed class RateLimitedContent : HttpContent
{
    private readonly byte[] _body;
    private readonly IRateLimiter _limiter;
    private readonly Deadline _deadline;
    private readonly IDeparture? _departure;
    private IRateLimitLease? _lease;

    public RateLimitedContent(byte[] body, IRateLimiter limiter, Deadline deadline, IDeparture? departure)
    {
        _departure = departure;
        _body = body;
        _limiter = limiter;
        _deadline = deadline;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>True from the moment on at which bytes of the body may have left.</summary>
    public bool BeganToLeave { get; private set; }

    /// <summary>What kept the body from leaving; null when nothing did.</summary>
    public EmailCarException? Prevented { get; private set; }

    /// <summary>True when the turn moved away while the connection stood: nothing has left, and all is to be done again.</summary>
    public bool IsLeaseLost { get; private set; }

    /// <summary>Waits until the turn is near; the request's time stands still meanwhile.</summary>
    public async Task AcquireEarlyAsync()
    {
        _deadline.Pause();
        _lease = await _limiter.AcquireEarlyAsync(_deadline.Token).ConfigureAwait(false);
#if NETSTANDARD2_0
        // .NET Framework may send the headers before it asks for the body: there the turn must be due before.
        while (!await _lease.WaitUntilDueAsync(_deadline.Token).ConfigureAwait(false))
        {
            _lease.Dispose();
            _lease = await _limiter.AcquireEarlyAsync(_deadline.Token).ConfigureAwait(false);
        }
#endif
        _deadline.Restart();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (BeganToLeave && _departure is not null)
        {
            // The handler must not send a submission again by itself.
            throw new IOException("The body has left once.");
        }

        if (_lease is null)
        {
            // A query that the handler sends once more, over another connection, takes another turn.
            await AcquireEarlyAsync().ConfigureAwait(false);
        }

#if !NETSTANDARD2_0
        _deadline.Pause();
        IsLeaseLost = !await _lease!.WaitUntilDueAsync(_deadline.Token).ConfigureAwait(false);
        _deadline.Restart();
        if (IsLeaseLost)
        {
            throw new IOException("The turn has moved away.");
        }
#endif
        Announce();
        BeganToLeave = true;
        try
        {
            await stream.WriteAsync(_body, 0, _body.Length, _deadline.Token).ConfigureAwait(false);
            await stream.FlushAsync(_deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            _lease?.Departed();
            _lease?.Dispose();
            _lease = null;
            _deadline.Restart();
            _departure?.Left();
        }
    }

    private void Announce()
    {
        try
        {
            _departure?.Leaving();
        }
        catch (EmailCarException e)
        {
            Prevented = e;
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lease?.Dispose();
        }

        base.Dispose(disposing);
    }
}
