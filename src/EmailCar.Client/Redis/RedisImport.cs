using System.Globalization;
using EmailCar.Emails;
using EmailCar.Journal;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>Creates the keys of a journal from the lines of another one.</summary>
internal sealed class RedisImport(RedisConnection redis, RedisJournalKeys keys) : IDisposable
{
    /// <summary>An incomplete copy expires.</summary>
    private const int LivesSeconds = 3600;

    private const int Chunk = 500;

    private readonly Dictionary<MailKey, (int Unknown, bool IsSubmitted, long Id)> _emails = [];
    private readonly Dictionary<long, MailKey[]> _open = [];
    private readonly List<byte[]> _lines = [];
    private readonly MailKeys _names = new();
    private long _last;

    /// <summary>The number of lines so far.</summary>
    public long Lines { get; private set; }

    public void Dispose() => _names.Dispose();

    /// <summary>Adds a line as it is.</summary>
    public void Add(byte[] line)
    {
        Lines++;
        _lines.Add(line);
        if (_lines.Count == Chunk)
        {
            Push();
        }
    }

    /// <summary>Adds the event that a line contains.</summary>
    public void Take(JournalEvent happened)
    {
        _last = Math.Max(_last, happened.Submission);
        if (happened.Mails is { } mails)
        {
            var identities = mails.Select(mail => _names.IdentityOf(mail.Key, mail.Address)).ToArray();
            _open[happened.Submission] = identities;
            foreach (var identity in identities)
            {
                Change(identity, +1, isSubmitted: false, 0);
            }
        }
        else if (happened.IsFinal)
        {
            var settled = _open[happened.Submission];
            _open.Remove(happened.Submission);
            for (var i = 0; i < settled.Length; i++)
            {
                var isSubmitted = happened.Outcome == JournalLines.Submitted;
                Change(settled[i], -1, isSubmitted, isSubmitted && i < happened.Ids?.Count ? happened.Ids[i] ?? 0 : 0);
            }
        }
    }

    /// <summary>Writes the remaining data.</summary>
    public void Complete()
    {
        Push();
        _names.Dispose();
        Write(keys.Emails, _emails.Where(email => email.Value.Unknown > 0 || email.Value.IsSubmitted).SelectMany(email => new object[]
        {
            RedisJournal.Text(email.Key),
            string.Format(CultureInfo.InvariantCulture, "{0}|{1}|{2}|||0|0", email.Value.Unknown, email.Value.IsSubmitted ? 1 : 0, email.Value.Id == 0 ? "" : (object)email.Value.Id),
        }));
        Write(keys.Open, _open.Keys.SelectMany(number => new object[] { $"n{number}", $"uaimport.{number}" }));
        if (_last > 0)
        {
            Do("SET", keys.Counter, _last, "EX", LivesSeconds);
        }
    }

    private void Change(MailKey identity, int unknown, bool isSubmitted, long id)
    {
        _emails.TryGetValue(identity, out var known);
        _emails[identity] = (known.Unknown + unknown, known.IsSubmitted || isSubmitted, id == 0 ? known.Id : id);
    }

    private void Push()
    {
        if (_lines.Count > 0)
        {
            Do("RPUSH", [keys.Lines, .. _lines]);
            Do("EXPIRE", keys.Lines, LivesSeconds);
            _lines.Clear();
        }
    }

    private void Write(RedisKey key, IEnumerable<object> fields)
    {
        var all = fields.ToArray();
        for (var from = 0; from < all.Length; from += 2 * Chunk)
        {
            Do("HSET", [key, .. all.Skip(from).Take(2 * Chunk)]);
            Do("EXPIRE", key, LivesSeconds);
        }
    }

    private void Do(string command, params object[] arguments) =>
        RedisJournalStore.Wait(redis.ExecuteAsync(command, arguments, CancellationToken.None));
}
