using EmailCar.Failures;
using EmailCar.Journal;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>A journal in Redis: the same lines as in a file, and the state of each email for claims.</summary>
internal sealed class RedisJournalStore : IJournalStore
{
    /// <summary>The number of lines to read at once.</summary>
    private const int Page = 1000;

    private readonly RedisConnection _redis;
    private readonly RedisJournalKeys _keys;

    /// <param name="redis">The server.</param>
    /// <param name="path">redis:name.</param>
    public RedisJournalStore(RedisConnection redis, string path)
    {
        _redis = redis;
        Path = path;
        _keys = new RedisJournalKeys(RedisJournalPath.NameIn(path));
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public bool Exists => (long)Wait(_redis.ExecuteAsync("EXISTS", [_keys.Lines], CancellationToken.None)) > 0;

    /// <inheritdoc/>
    public bool IsInUse
    {
        get
        {
            var answer = Wait(_redis.EvaluateAsync(RedisScript.Open, _keys.All, ["", 0, "", "?", 0, ""], CancellationToken.None));
            return (string?)answer == "inuse";
        }
    }

    /// <inheritdoc/>
    public IJournal Open(Uri endpoint, string account, JournalTerms terms, Action<JournalEvent> take)
    {
        while (true)
        {
            var settled = new SettledEvents();
            var end = Read(endpoint, account, terms.Guard, settled.Take, long.MaxValue, null);
            var header = end.Header is { IsCurrent: true } current ? current : JournalHeader.New(endpoint, account, terms.Guard);
            var journal = new RedisJournal(_redis, _keys, Path, header, terms);
            try
            {
                if (terms.IsRehearsal || Wait(journal.OpenAsync(end.Header is { IsCurrent: true } ? null : header, end.Length)))
                {
                    // For a run, open submissions are decided by claims; for reading, they are unknown.
                    settled.Give(take, withOpen: terms.IsExclusive);
                    return journal;
                }
            }
            catch
            {
                journal.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public JournalEnd Read(Action<JournalEvent> take, long end = long.MaxValue, Action<JournalHeader, byte[]>? line = null) =>
        Read(null, null, null, take, end, line);

    /// <inheritdoc/>
    public long CopyFrom(IJournalStore source)
    {
        if (Exists)
        {
            throw new JournalException(JournalProblem.Exists, Path, "There is a journal of that name.");
        }

        var copy = _keys.Copy(Guid.NewGuid().ToString("N"));
        using var import = new RedisImport(_redis, copy);
        var end = source.Read(import.Take, line: (_, bytes) => import.Add(bytes));
        import.Complete();
        RedisKey[] keys = [.. _keys.All, copy.Lines, copy.Emails, copy.Open, copy.Counter];
        var answer = Wait(_redis.EvaluateAsync(RedisScript.Import, keys, [(long)_redis.JournalLife.TotalMilliseconds], CancellationToken.None));
        return (long)answer > 0 || end.Header is null
            ? import.Lines
            : throw new JournalException(JournalProblem.Exists, Path, "There is a journal of that name.");
    }

    /// <summary>Waits for Redis, for a caller that has nothing else to do.</summary>
    /// <exception cref="EmailCarException">Redis is unavailable.</exception>
    internal static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private JournalEnd Read(Uri? endpoint, string? account, string? guard, Action<JournalEvent> take, long end, Action<JournalHeader, byte[]>? line) =>
        JournalReader.ReadLines(Pages(end), Path, endpoint, account, take, line, guard);

    private IEnumerable<byte[]> Pages(long end)
    {
        for (long from = 0; from < end; from += Page)
        {
            var last = Math.Min(end, from + Page) - 1;
            var lines = (byte[][])Wait(_redis.ExecuteAsync("LRANGE", [_keys.Lines, from, last], CancellationToken.None))!;
            foreach (var line in lines)
            {
                yield return line;
            }

            if (lines.Length < Page)
            {
                yield break;
            }
        }
    }

    /// <summary>Keeps the start of a submission until its result is read, so that open submissions can be omitted.</summary>
    private sealed class SettledEvents
    {
        private readonly List<JournalEvent> _events = [];
        private readonly HashSet<long> _settled = [];

        public void Take(JournalEvent happened)
        {
            _events.Add(happened);
            if (happened.Mails is null)
            {
                _settled.Add(happened.Submission);
            }
        }

        public void Give(Action<JournalEvent> take, bool withOpen)
        {
            foreach (var happened in _events.Where(e => withOpen || _settled.Contains(e.Submission)))
            {
                take(happened);
            }
        }
    }
}
