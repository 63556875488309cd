using System.Net;
using System.Net.Http.Headers;
using EmailCar.Failures;
using EmailCar.RateLimiting;

namespace EmailCar.Http;

/// <summary>
/// A request's body that takes its lease when the connection stands and nothing has left, and that knows, without
/// guessing from exceptions, whether it was asked to write.
/// </summary>
internal sealed class RateLimitedContent : HttpContent
{
    /// <summary>A connection that was opened ahead is kept for so long while what goes before has not left.</summary>
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

    /// <summary>True from the moment on at which bytes of the body may have left.</summary>
    public bool BeganToLeave { get; private set; }

    /// <summary>What kept the body from leaving; null when nothing did.</summary>
    public EmailCarException? Prevented { get; private set; }

    /// <summary>True when the lease moved away while the connection stood: nothing has left, and all is to be done again.</summary>
    public bool IsLeaseLost { get; private set; }

    /// <summary>Told when the connection stands.</summary>
    public Action? OnConnected { get; init; }

    /// <summary>
    /// True sends an empty body first, since the proxy will ask for a login before it forwards anything: a body is at stake only once
    /// it has asked.
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

    /// <summary>True when only an empty body has left.</summary>
    public bool HasOnlyKnocked => Knocks && !_isChallenged;

    /// <summary>True when the proxy has asked for a login.</summary>
    public bool IsChallenged => _isChallenged;

    /// <summary>Gives the login for the proxy that the next request on the wire has; null for none.</summary>
    public Func<string?> Login { get; init; } = () => null;

    /// <summary>The proxy has asked for a login, so it has forwarded nothing; the handler sends the request again.</summary>
    public void Challenge()
    {
        _isChallenged = true;
        if (Knocks)
        {
            Headers.ContentLength = _body.Length;
        }
    }

    /// <summary>Waits until the departure is near; the request's time stands still meanwhile.</summary>
    /// <param name="early">How long before the departure to connect.</param>
    /// <param name="isAgain">True when a connection has waited in vain for what goes before.</param>
    public async Task ApproachAsync(TimeSpan early, bool isAgain)
    {
        _deadline.Pause();
#if NETSTANDARD2_0
        // .NET Framework may send the headers before it asks for the body: there the lease must be due before.
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
            // The handler must not send a submission again by itself.
            throw new IOException("The body has left once.");
        }

        // Another login than before is the answer to a proxy that has asked, and one that asks has forwarded nothing.
        BeganToLeave &= _departure is null;
        _loginSent = login;

        OnConnected?.Invoke();
        _deadline.Pause();
        if (_lease is null)
        {
            // A query that the handler sends once more, over another connection, takes another lease.
            await ApproachAsync(AccountRateLimiter.Approach, null).ConfigureAwait(false);
        }

        if (!await TryTakeTurnAsync().ConfigureAwait(false))
        {
            IsLeaseLost = true;
            throw new IOException("The turn has moved away.");
        }

        _deadline.Restart();
        Ask(departure => departure.Leaving());
        BeganToLeave = true;
        try
        {
            await stream.WriteAsync(_body, 0, _body.Length, _deadline.Token).ConfigureAwait(false);
            await stream.FlushAsync(_deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            _lease!.Departed();
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
            await first.WaitForTurnAsync(patience: null, _deadline.Token).ConfigureAwait(false);
        }

        // Those behind it may have places already, and wait for it.
        _lease = await _limiter.ApproachAsync(early, isNext: first is not null, _deadline.Token).ConfigureAwait(false);
    }

    /// <summary>Acquires the lease before the connection stands: who goes before must have left, or both would wait for each other.</summary>
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

    /// <summary>
    /// The flush of the journal takes place while the lease is not due yet: so it costs no time.
    /// </summary>
    private async Task<bool> TryTakeTurnAsync()
    {
        if (!_isAcquired)
        {
            if (_departure is not null && !await _departure.WaitForTurnAsync(Patience, _deadline.Token).ConfigureAwait(false))
            {
                return false;
            }

            _isAcquired = await _lease!.AcquireAsync(isConnected: true, _deadline.Token).ConfigureAwait(false);
            if (!_isAcquired)
            {
                return false;
            }
        }

        Ask(departure => departure.Announce());
        _isAnnounced = _departure is not null;
#if NETSTANDARD2_0
        return true; // it was due before the connection stood
#else
        return await _lease!.WaitUntilDueAsync(_deadline.Token).ConfigureAwait(false);
#endif
    }

    private void Ask(Action<IDeparture> question)
    {
        try
        {
            if (_departure is not null)
            {
                question(_departure);
            }
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
