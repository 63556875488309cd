using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>The keys of one journal. The braces keep them on one node of a cluster, since a script needs them together.</summary>
internal sealed class RedisJournalKeys(string name)
{
    private string Start => $"emailcar:journal:{{{name}}}:";

    /// <summary>A list of the lines, as a file would have them, without sums.</summary>
    public RedisKey Lines => Start + "lines";

    /// <summary>What there is of each email, by its identity.</summary>
    public RedisKey Emails => Start + "emails";

    /// <summary>The submissions without a final outcome.</summary>
    public RedisKey Open => Start + "open";

    /// <summary>The runs, and until when each is taken to live.</summary>
    public RedisKey Owners => Start + "owners";

    /// <summary>The number of the last submission.</summary>
    public RedisKey Counter => Start + "counter";

    /// <summary>All, in the order in which scripts have them.</summary>
    public RedisKey[] All => [Lines, Emails, Open, Owners, Counter];

    /// <summary>The keys of a copy that is being made.</summary>
    public RedisJournalKeys Copy(string id) => new(name + "}:copy:{" + id);
}
