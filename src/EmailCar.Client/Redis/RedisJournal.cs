using System.Globalization;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>
/// A journal in Redis, as one run uses it. While this run shows every few seconds that it is alive, other runs do not send the emails that
/// it has claimed. The "sending" line is in Redis before the body is sent.
/// </summary>
internal sealed class RedisJournal : IJournal, IClaims
{
    /// <summary>A run that has not shown for this long that it is alive is considered dead.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RenewsEvery = TimeSpan.FromSeconds(3);

    /// <summary>The maximum time that the end of a run waits until its last results are written.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);

    private readonly RedisConnection _redis;
    private readonly RedisKey[] _keys;
    private readonly string _path;
    private readonly JournalTerms _terms;
    private readonly ContentHash _hash;
    private readonly MailKeys _names = new();
    private readonly string _owner;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _writing = Task.CompletedTask;
    private ITimer? _renewing;
    private long _attempt;
    private bool _isDisposed;

    /// <param name="redis">The server.</param>
    /// <param name="keys">The keys of the journal.</param>
    /// <param name="path">The path as the user specified it.</param>
    /// <param name="header">The current header.</param>
    /// <param name="terms">The purpose.</param>
    public RedisJournal(RedisConnection redis, RedisJournalKeys keys, string path, JournalHeader header, JournalTerms terms)
    {
        _redis = redis;
        _keys = keys.All;
        _path = path;
        _terms = terms;
        _hash = new ContentHash(header.Salt!);
        _owner = (terms.IsExclusive ? "x" : "r") + Guid.NewGuid().ToString("N").Substring(0, 16);
    }

    /// <inheritdoc/>
    public IClaims? Claims => this;

    private static long LeaseMicroseconds => Lease.Ticks / 10;

    private long LifeMilliseconds => (long)_redis.JournalLife.TotalMilliseconds;

    /// <summary>Returns the identity of an email as the name of a Redis hash field.</summary>
    public static string Text(MailKey identity) =>
        identity.First.ToString("x16", CultureInfo.InvariantCulture) + identity.Second.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Registers the run, so that other runs see it.</summary>
    /// <param name="header">The header to add; null if there is one.</param>
    /// <param name="lines">The number of lines that the run has read.</param>
    /// <returns>False if another run has written in the meantime.</returns>
    /// <exception cref="JournalException">The journal is in use.</exception>
    public async Task<bool> OpenAsync(JournalHeader? header, long lines)
    {
        RedisValue line = header is null ? "" : JournalLines.Header(header);
        var answer = (string?)await _redis.EvaluateAsync(
            RedisScript.Open, _keys, [_owner, LeaseMicroseconds, LifeMilliseconds, _terms.IsExclusive ? 1 : 0, lines, line], _ended.Token).ConfigureAwait(false);
        if (answer == "inuse")
        {
            throw new JournalException(JournalProblem.InUse, _path, "Another run writes it.");
        }

        if (answer == "ok")
        {
            _renewing = _redis.Time.CreateTimer(_ => _ = _redis.TryEvaluateAsync(RedisScript.Renew, _keys, [_owner, LeaseMicroseconds]), null, RenewsEvery, RenewsEvery);
        }

        return answer == "ok";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(IReadOnlyList<JournalMail> mails, bool isInputOver, CancellationToken cancellationToken)
    {
        await Written().ConfigureAwait(false);
        RedisValue[] values = [_owner, LeaseMicroseconds, LifeMilliseconds, _terms.RetriesUnknown ? 1 : 0, isInputOver && !_redis.IsJustBack ? 1 : 0, .. Identities(mails)];
        var answers = (string[])(await _redis.EvaluateAsync(RedisScript.Claim, _keys, values, cancellationToken).ConfigureAwait(false))!;
        return [.. answers.Select(Read)];
    }

    /// <inheritdoc/>
    public void Release(IReadOnlyList<JournalMail> mails) =>
        _ = EnqueueAsync(() => _redis.TryEvaluateAsync(RedisScript.Release, _keys, [_owner, .. Identities(mails)]));

    /// <inheritdoc/>
    public async Task<long> BeginAsync(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via, CancellationToken cancellationToken)
    {
        // An earlier attempt may have to be revoked.
        await Written().ConfigureAwait(false);
        var attempt = Interlocked.Increment(ref _attempt);
        long number;
        try
        {
            RedisValue[] values =
            [
                _owner, LeaseMicroseconds, LifeMilliseconds, attempt, JournalLines.Leaving(0, mails, via, HashOf(content), _redis.Time.GetUtcNow()), .. Identities(mails),
            ];
            number = (long)await _redis.EvaluateAsync(RedisScript.Begin, _keys, values, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // It may have been recorded nevertheless.
            _ = SettleAsync(attempt, mails, JournalLines.NotSent, null, "The email was not sent.", null);
            throw;
        }

        return number > 0
            ? attempt
            : throw new EmailCarException(FailureKind.ClaimedElsewhere, "Another machine claimed the email because this machine did not respond in time.");
    }

    /// <inheritdoc/>
    public Task SettleAsync(
        long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message, DateTimeOffset? left)
    {
        var line = JournalLines.Outcome(0, mails, state, ids, message, left, _redis.Time.GetUtcNow());
        return EnqueueAsync(() => WriteAsync(submission, "", state, isVerdict: false, line, mails, ids));
    }

    /// <inheritdoc/>
    public void Settle(
        long submission, IReadOnlyList<JournalMail> mails, string verdict, IReadOnlyList<long?>? ids, IReadOnlyList<long?>? rows) =>
        RedisJournalStore.Wait(WriteAsync(
            "", submission, verdict, isVerdict: true, JournalLines.Settled(0, mails, verdict, ids, rows, _redis.Time.GetUtcNow()), mails, ids));

    /// <summary>Releases the claims of the run, and ends its registration.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Task.WhenAny(Written(), Task.Delay(EndsWithin)).GetAwaiter().GetResult();
        _ended.Cancel();
        if (_renewing is not null)
        {
            _renewing.Dispose();
            var left = _redis.TryEvaluateAsync(RedisScript.Renew, _keys, [_owner, 0]);
            Task.WhenAny(left, Task.Delay(EndsWithin)).GetAwaiter().GetResult();
        }

        _ended.Dispose();
        _hash.Dispose();
        _names.Dispose();
    }

    private static Claim Read(string answer) => answer switch
    {
        "mine" => new Claim(ClaimState.Mine),
        "unknown" => new Claim(ClaimState.Unknown),
        "other" => new Claim(ClaimState.Other),
        _ => new Claim(ClaimState.Submitted, IdIn(answer.Substring(answer.IndexOf(':') + 1))),
    };

    private static long? IdIn(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private Task<RedisResult> WriteAsync(
        RedisValue attempt, RedisValue number, string state, bool isVerdict, byte[] line, IReadOnlyList<JournalMail> mails, IReadOnlyList<long?>? ids)
    {
        RedisValue[] identities = Identities(mails);
        var pairs = identities.SelectMany((identity, at) =>
            new RedisValue[] { identity, at < ids?.Count && ids[at] is { } id ? id.ToString(CultureInfo.InvariantCulture) : "" });
        return _redis.EvaluateAsync(
            RedisScript.Settle, _keys, [_owner, LifeMilliseconds, attempt, number, state, isVerdict ? 1 : 0, line, .. pairs], _ended.Token);
    }

    /// <summary>Writes results one after another, in their order. If a result cannot be written, its emails are unknown, which is safe.</summary>
    private Task EnqueueAsync(Func<Task> write)
    {
        lock (_gate)
        {
            return _writing = AfterAsync(_writing, write);
        }
    }

    private static async Task AfterAsync(Task earlier, Func<Task> write)
    {
        await earlier.ConfigureAwait(false);
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EmailCarException or OperationCanceledException)
        {
            // Redis is not available any more, or the run has ended. Emails recorded as sending are unknown to the next run.
            return;
        }
    }

    private Task Written()
    {
        lock (_gate)
        {
            return _writing;
        }
    }

    private string HashOf(MailContent content)
    {
        lock (_hash)
        {
            return _hash.Of(content);
        }
    }

    private RedisValue[] Identities(IReadOnlyList<JournalMail> mails)
    {
        lock (_names)
        {
            return [.. mails.Select(mail => (RedisValue)Text(_names.IdentityOf(mail.Key, mail.Address)))];
        }
    }
}
