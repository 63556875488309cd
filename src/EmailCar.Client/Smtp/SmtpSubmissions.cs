using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.RateLimiting;
using EmailCar.Settings;
using MailKit.Net.Smtp;

namespace EmailCar.Smtp;

/// <summary>
/// Submits emails by SMTP, one transaction per recipient, within the rate limit of the account. Each transaction acquires its lease and is
/// recorded before it begins.
/// </summary>
internal sealed class SmtpSubmissions : IDisposable
{
    private readonly SmtpSettings _smtp;
    private readonly ClientSettings _settings;
    private readonly string _account;
    private readonly IRateLimiter _limiter;
    private readonly SmtpFailures _failures;
    private readonly SmtpConnections _connections;
    private readonly ConnectTimes _connecting = new();
    private volatile bool _isDisposed;

    /// <param name="smtp">The server.</param>
    /// <param name="settings">The timeout, the proxy and the clock.</param>
    /// <param name="account">The account with the rate limit.</param>
    /// <param name="limiter">The rate limit.</param>
    /// <param name="classify">Returns the meaning of a text of the service.</param>
    public SmtpSubmissions(SmtpSettings smtp, ClientSettings settings, string account, IRateLimiter limiter, Func<string?, FailureKind> classify)
    {
        _smtp = smtp;
        _settings = settings;
        _account = account;
        _limiter = limiter;
        _failures = new SmtpFailures(classify, smtp.WithoutSecrets);
        _connections = new SmtpConnections(token => SmtpConnection.OpenAsync(smtp, settings.Proxy, token), settings.Time);
    }

    /// <summary>Connects and logs in, to verify the settings. The connection is kept for a while.</summary>
    /// <exception cref="EmailCarException">The settings do not work.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_settings.Timeout, _settings.Time, cancellationToken);
        _connections.Return(await TakeAsync(isNew: true, deadline, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Submits one email, without retries.</summary>
    /// <param name="content">The email.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="key">The email's key in the journal, from which the Message-ID is made.</param>
    /// <param name="departure">Controls the departure; null for no control.</param>
    /// <param name="cancellationToken">Cancels the submission.</param>
    /// <returns>The server's queue id; null if the server does not return one.</returns>
    /// <exception cref="EmailCarException">The email was rejected, or it is unknown whether it arrived: see MayHaveArrived.</exception>
    public async Task<string?> SubmitAsync(
        MailContent content, string recipient, string key, IDeparture? departure, CancellationToken cancellationToken)
    {
        var isNew = false;
        while (true)
        {
            var attempt = await TryOnceAsync(content, recipient, key, departure, isNew, cancellationToken).ConfigureAwait(false);
            if (attempt.Reply is { } reply)
            {
                return ReplyText.QueueId(reply);
            }

            isNew = attempt.IsConnectionStale;
        }
    }

    /// <summary>Sends QUIT on all idle connections.</summary>
    public Task QuitAsync() => _connections.QuitAsync();

    public void Dispose()
    {
        _isDisposed = true;
        _connections.Dispose();
    }

    /// <summary>
    /// Submits the email once. Returns no reply if nothing was sent, because the lease was lost or an idle connection was closed.
    /// </summary>
    private async Task<(string? Reply, bool IsConnectionStale)> TryOnceAsync(
        MailContent content, string recipient, string key, IDeparture? departure, bool isNew, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_settings.Timeout, _settings.Time, cancellationToken);
        deadline.Pause();
        if (departure is not null)
        {
            // Only the first email connects, and the others use open connections: several logins at once look like an attack.
            await departure.WaitForEarlierAsync(patience: null, cancellationToken).ConfigureAwait(false);
        }

        using var lease = await _limiter.ApproachAsync(_connecting.Lead, isNext: departure is not null, cancellationToken).ConfigureAwait(false);
        deadline.Restart();
        var connection = await TakeAsync(isNew, deadline, cancellationToken).ConfigureAwait(false);
        deadline.Pause();
        var isReusable = true;
        var isOnRecord = false;
        var transaction = new SmtpTransaction(lease, deadline, departure);
        try
        {
            using var message = MessageComposer.Compose(content, recipient, MessageComposer.IdOf(_account, key, recipient, content.From), _settings.Time);
            Check(content, message, connection);
            if (!await lease.AcquireAsync(isConnected: true, cancellationToken).ConfigureAwait(false))
            {
                return default;
            }

            if (departure is not null)
            {
                await departure.AnnounceAsync(cancellationToken).ConfigureAwait(false);
                isOnRecord = true;
            }

            if (!await lease.WaitUntilDueAsync(cancellationToken).ConfigureAwait(false))
            {
                return default;
            }

            departure?.Leaving();
            if (lease.IsOver)
            {
                return default; // this process was delayed for longer than its lease
            }

            (isOnRecord, isReusable) = (false, false);
            deadline.Restart();
            try
            {
                var envelope = MessageComposer.Envelope(content, recipient);
                var reply = await connection.SendAsync(message, MessageComposer.Sender(content), envelope, transaction, deadline.Token).ConfigureAwait(false);
                isReusable = connection.IsUsed = true;
                return (reply, false);
            }
            catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.MessageNotAccepted && (int)e.StatusCode is >= 200 and < 300)
            {
                isReusable = connection.IsUsed = true;
                return (e.Message, false); // 200, 251 and others mean the same as 250
            }
            catch (Exception e) when (!transaction.HasEnded && cancellationToken.IsCancellationRequested)
            {
                isOnRecord = departure is not null; // it has not arrived, and this may be recorded
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (!transaction.HasEnded && connection.IsUsed && SmtpFailures.IsFarewell(e) && !deadline.Token.IsCancellationRequested)
            {
                isOnRecord = departure is not null;
                return (null, true);
            }
            catch (Exception e)
            {
                // After a rejection, the session continues, unless the server is closing it.
                isReusable = e is SmtpCommandException { StatusCode: not SmtpStatusCode.ServiceNotAvailable } && connection.IsQuiet;
                throw Meaning(e, transaction.HasEnded, deadline, cancellationToken);
            }
            finally
            {
                transaction.Leave();
            }
        }
        finally
        {
            if (isReusable)
            {
                _connections.Return(connection);
            }
            else
            {
                _connections.Drop(connection);
            }

            if (isOnRecord)
            {
                departure!.Withdraw();
            }
        }
    }

    private async Task<SmtpConnection> TakeAsync(bool isNew, Deadline deadline, CancellationToken cancellationToken)
    {
        var since = _settings.Time.GetTimestamp();
        try
        {
            var connection = await _connections.TakeAsync(isNew, deadline.Token).ConfigureAwait(false);
            if (!connection.IsUsed)
            {
                _connecting.Add(_settings.Time.GetElapsedTime(since));
            }

            return connection;
        }
        catch (Exception e)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }

            if (deadline.Token.IsCancellationRequested)
            {
                throw new EmailCarException(FailureKind.TimedOut, new FailureDetail(FailureReason.NoConnection, _settings.Timeout.TotalSeconds), e);
            }

            throw _failures.OfSession(e);
        }
    }

    private Exception Meaning(Exception e, bool hasEnded, Deadline deadline, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException(e.Message, e, cancellationToken);
        }

        if (_isDisposed && !hasEnded)
        {
            return new EmailCarException(FailureKind.Disconnected, "The client was disposed of meanwhile.", e);
        }

        return deadline.Token.IsCancellationRequested && e is not SmtpCommandException
            ? new EmailCarException(FailureKind.TimedOut, new FailureDetail(FailureReason.NoAnswer, _settings.Timeout.TotalSeconds), e) { MayHaveArrived = hasEnded }
            : _failures.OfSubmission(e, hasEnded);
    }

    /// <summary>Rejects an email that the server does not accept, before it is started.</summary>
    private static void Check(MailContent content, MimeKit.MimeMessage message, SmtpConnection connection)
    {
        if (!connection.TakesUtf8Addresses && MessageComposer.FindNonAscii(message, content) is { } address)
        {
            throw new EmailCarException(FailureKind.BadRecipient, new FailureDetail(FailureReason.AddressNeedsUtf8, address));
        }

        var size = MessageComposer.LeastSize(content);
        if (connection.MaxSize > 0 && size > connection.MaxSize)
        {
            throw new EmailCarException(
                FailureKind.TooLarge, new FailureDetail(FailureReason.LargerThanServerTakes, size, connection.MaxSize));
        }
    }
}
