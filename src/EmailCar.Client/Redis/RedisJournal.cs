using System.Globalization;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Platform;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>
/// A journal in Redis as one run uses it. What the run claims, others leave alone for as long as it shows that it lives, every few
/// seconds. "sending" is in Redis before a body leaves.
/// </summary>
internal sealed class RedisJournal : IJournal, IClaims
{
    /// <summary>A run that has not shown for so long that it lives counts as dead.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RenewsEvery = TimeSpan.FromSeconds(3);

    /// <summary>More than this the end of a run does not wait for its last outcomes to be written.</summary>
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
    /// <param name="keys">The journal's.</param>
    /// <param name="path">As the user calls it.</param>
    /// <param name="header">The header in force.</param>
    /// <param name="terms">What it is opened for.</param>
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

    /// <summary>The identity of an email, as a field's name.</summary>
    public static string Text(MailKey identity) =>
        identity.First.ToString("x16", CultureInfo.InvariantCulture) + identity.Second.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Shows the run to the others.</summary>
    /// <param name="header">The header to add; null when there is one.</param>
    /// <param name="lines">How many lines the run has read.</param>
    /// <returns>False when somebody has written meanwhile.</returns>
    /// <exception cref="JournalException">It is in use.</exception>
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
        RedisValue[] values = [_owner, LeaseMicroseconds, LifeMilliseconds, _terms.RetriesUnknown ? 1 : 0, isInputOver ? 1 : 0, .. Identities(mails)];
        var answers = (string[])(await _redis.EvaluateAsync(RedisScript.Claim, _keys, values, cancellationToken).ConfigureAwait(false))!;
        return [.. answers.Select(Read)];
    }

    /// <inheritdoc/>
    public void Release(IReadOnlyList<JournalMail> mails) =>
        _ = EnqueueAsync(() => _redis.TryEvaluateAsync(RedisScript.Release, _keys, [_owner, .. Identities(mails)]));

    /// <inheritdoc/>
    public async Task<long> BeginAsync(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via, CancellationToken cancellationToken)
    {
        // A try before this one may still have to be taken back.
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
            // It may be on record all the same.
            _ = SettleAsync(attempt, mails, JournalLines.NotSent, null, "It has not left.", null);
            throw;
        }

        return number > 0
            ? attempt
            : throw new EmailCarException(FailureKind.ClaimedElsewhere, "Another machine has claimed the email, since this one did not answer for a while.");
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

    /// <summary>Frees what the run has claimed, and gives up its place.</summary>
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
        _ => new Claim(ClaimState.Submitted, long.TryParse(answer.Substring(answer.IndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null),
    };

    private Task<RedisResult> WriteAsync(
        RedisValue attempt, RedisValue number, string state, bool isVerdict, byte[] line, IReadOnlyList<JournalMail> mails, IReadOnlyList<long?>? ids)
    {
        RedisValue[] identities = Identities(mails);
        var pairs = identities.SelectMany((identity, at) =>
            new RedisValue[] { identity, at < ids?.Count && ids[at] is { } id ? id.ToString(CultureInfo.InvariantCulture) : "" });
        return _redis.EvaluateAsync(
            RedisScript.Settle, _keys, [_owner, LifeMilliseconds, attempt, number, state, isVerdict ? 1 : 0, line, .. pairs], _ended.Token);
    }

    /// <summary>Writes outcomes one after the other, in their order. One that can't be written leaves its emails unknown, which is safe.</summary>
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
            // Redis is gone for good, or the run has ended. What is on record as sending is unknown to the next run.
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
