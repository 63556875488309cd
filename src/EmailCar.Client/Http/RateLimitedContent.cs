using System.Net;
using System.Net.Http.Headers;
using EmailCar.Failures;
using EmailCar.RateLimiting;

namespace EmailCar.Http;

/// <summary>
/// A request body that acquires its lease when the connection is open and nothing was sent. It records whether the handler asked it to
/// write, so that this does not have to be guessed from exceptions.
/// </summary>
internal sealed class RateLimitedContent : HttpContent
{
    /// <summary>How long a connection that was opened ahead waits for earlier submissions to be sent.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1900);

    private readonly byte[] _body;
    private readonly IRateLimiter _limiter;
    private readonly Deadline _deadline;
    private readonly IDeparture? _departure;
    private readonly bool _knocks;
    private IRateLimitLease? _lease;
    private bool _isAcquired;
    private bool _isAnnounced;
    private bool _isChallenged;
    private string? _loginSent;

    public RateLimitedContent(byte[] body, IRateLimiter limiter, Deadline deadline, IDeparture? departure)
    {
        _departure = departure;
        _body = body;
        _limiter = limiter;
        _deadline = deadline;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>True once bytes of the body may have been sent.</summary>
    public bool BeganToLeave { get; private set; }

    /// <summary>What prevented the body from being sent; null if nothing did.</summary>
    public EmailCarException? Prevented { get; private set; }

    /// <summary>Whether the lease was lost after the connection was opened: nothing was sent, and everything must be repeated.</summary>
    public bool IsLeaseLost { get; private set; }

    /// <summary>Called when the connection is open.</summary>
    public Action? OnConnected { get; init; }

    /// <summary>
    /// True to send an empty body first, because the proxy requires a login before it forwards anything. The email is sent only after
    /// the proxy has asked.
    /// </summary>
    public bool Knocks
    {
        get => _knocks;
        init
        {
            _knocks = value;
            if (value)
            {
                Headers.ContentLength = 0;
            }
        }
    }

    /// <summary>Whether only an empty body was sent.</summary>
    public bool HasOnlyKnocked => Knocks && !_isChallenged;

    /// <summary>Whether the proxy required a login.</summary>
    public bool IsChallenged => _isChallenged;

    /// <summary>Returns the proxy login of the next request on the connection; null for none.</summary>
    public Func<string?> Login { get; init; } = () => null;

    /// <summary>Records that the proxy required a login. It did not forward the request; the handler sends the request again.</summary>
    public void Challenge()
    {
        _isChallenged = true;
        if (Knocks)
        {
            Headers.ContentLength = _body.Length;
        }
    }

    /// <summary>Waits until shortly before the departure; the timeout of the request is paused.</summary>
    /// <param name="early">How long before the departure to connect.</param>
    /// <param name="isAgain">True if a connection was opened but earlier submissions were not sent in time.</param>
    public async Task ApproachAsync(TimeSpan early, bool isAgain)
    {
        _deadline.Pause();
#if NETSTANDARD2_0
        // .NET Framework may send the headers before it asks for the body, so the lease must be due before that.
        await AcquireAsync(early, waitsUntilDue: true).ConfigureAwait(false);
#else
        if (_limiter.IsContended)
        {
            await AcquireAsync(early, waitsUntilDue: false).ConfigureAwait(false);
        }
        else
        {
            await ApproachAsync(early, isAgain ? _departure : null).ConfigureAwait(false);
        }
#endif
        _deadline.Restart();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (HasOnlyKnocked)
        {
            return;
        }

        var login = Login();
        if (BeganToLeave && _departure is not null && login == _loginSent)
        {
            // The handler must not repeat a submission on its own.
            throw new IOException("The body was already sent once.");
        }

        // Another login than before follows a challenge of the proxy, and a proxy that challenges has not forwarded the request.
        BeganToLeave &= _departure is null;
        _loginSent = login;

        OnConnected?.Invoke();
        _deadline.Pause();
        if (_lease is null)
        {
            // A query that the handler repeats on another connection needs another lease.
            await ApproachAsync(AccountRateLimiter.Approach, null).ConfigureAwait(false);
        }

        if (!await PreventableAsync(TryTakeLeaseAsync).ConfigureAwait(false))
        {
            IsLeaseLost = true;
            throw new IOException("The rate limit lease was lost.");
        }

        _deadline.Restart();
        await PreventableAsync(() =>
        {
            _departure?.Leaving();
            return Task.FromResult(true);
        }).ConfigureAwait(false);
        if (_lease!.IsOver)
        {
            // This process was delayed for longer than its lease, so others may send now.
            IsLeaseLost = true;
            throw new IOException("The rate limit lease expired before the body was written.");
        }

        BeganToLeave = true;
        try
        {
            await stream.WriteAsync(_body, 0, _body.Length, _deadline.Token).ConfigureAwait(false);
            await stream.FlushAsync(_deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            _lease.Departed();
            Release();
            _deadline.Restart();
            _departure?.Left();
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
            Release();
            if (_isAnnounced && !BeganToLeave)
            {
                _departure!.Withdraw();
            }
        }

        base.Dispose(disposing);
    }

    private async Task ApproachAsync(TimeSpan early, IDeparture? first)
    {
        if (first is not null)
        {
            await first.WaitForEarlierAsync(patience: null, _deadline.Token).ConfigureAwait(false);
        }

        // Submissions behind it may already be in the queue, and wait for it.
        _lease = await _limiter.ApproachAsync(early, isNext: first is not null, _deadline.Token).ConfigureAwait(false);
    }

    /// <summary>Acquires the lease before the connection is open. Earlier submissions must have been sent, or both would wait for each other.</summary>
    private async Task AcquireAsync(TimeSpan early, bool waitsUntilDue)
    {
        while (!_isAcquired)
        {
            Release();
            await ApproachAsync(early, _departure).ConfigureAwait(false);
            _isAcquired = await _lease!.AcquireAsync(isConnected: false, _deadline.Token).ConfigureAwait(false)
                && (!waitsUntilDue || await _lease.WaitUntilDueAsync(_deadline.Token).ConfigureAwait(false));
        }
    }

    /// <summary>Tries to take the lease. The journal is flushed while the lease is not due yet, so that flushing causes no delay.</summary>
    private async Task<bool> TryTakeLeaseAsync()
    {
        if (!_isAcquired)
        {
            if (_departure is not null && !await _departure.WaitForEarlierAsync(Patience, _deadline.Token).ConfigureAwait(false))
            {
                return false;
            }

            _isAcquired = await _lease!.AcquireAsync(isConnected: true, _deadline.Token).ConfigureAwait(false);
            if (!_isAcquired)
            {
                return false;
            }
        }

        if (_departure is not null)
        {
            await _departure.AnnounceAsync(_deadline.Token).ConfigureAwait(false);
            _isAnnounced = true;
        }

#if NETSTANDARD2_0
        return true; // the lease was due before the connection was open
#else
        return await _lease!.WaitUntilDueAsync(_deadline.Token).ConfigureAwait(false);
#endif
    }

    /// <summary>Keeps the exception of a step, because HttpClient wraps exceptions of a body.</summary>
    private async Task<bool> PreventableAsync(Func<Task<bool>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (EmailCarException e)
        {
            Prevented = e;
            throw;
        }
    }

    private void Release()
    {
        _lease?.Dispose();
        _lease = null;
        _isAcquired = false;
    }
}
