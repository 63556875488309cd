using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>The keys of one journal. The braces keep them on one node of a cluster, because scripts need them together.</summary>
internal sealed class RedisJournalKeys(string name)
{
    private string Start => $"emailcar:journal:{{{name}}}:";

    /// <summary>The list of lines, as in a file, but without checksums.</summary>
    public RedisKey Lines => Start + "lines";

    /// <summary>The state of each email, by its identity.</summary>
    public RedisKey Emails => Start + "emails";

    /// <summary>The submissions without a final result.</summary>
    public RedisKey Open => Start + "open";

    /// <summary>The runs, with the time until which each is considered alive.</summary>
    public RedisKey Owners => Start + "owners";

    /// <summary>The number of the last submission.</summary>
    public RedisKey Counter => Start + "counter";

    /// <summary>All keys, in the order that scripts expect.</summary>
    public RedisKey[] All => [Lines, Emails, Open, Owners, Counter];

    /// <summary>Returns the keys of a copy in progress.</summary>
    public RedisJournalKeys Copy(string id) => new(name + "}:copy:{" + id);
}
