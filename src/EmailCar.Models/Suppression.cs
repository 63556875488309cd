namespace EmailCar;

/// <summary>A row of a suppression list: an address that nothing is sent to, or a failure that is remembered (docs/suppression.md).</summary>
public sealed class Suppression
{
    /// <summary>A row, value by value.</summary>
    public Suppression(string to, string reason, string source, DateTimeOffset? since, DateTimeOffset? until, bool active)
    {
        To = to;
        Reason = reason;
        Source = source;
        Since = since;
        Until = until;
        Active = active;
    }

    /// <summary>The address.</summary>
    public string To { get; }

    /// <summary>Why nothing is sent to it: the service's message, or the user's own words.</summary>
    public string Reason { get; }

    /// <summary>Where the row comes from: Manual, or the delivery with its task id.</summary>
    public string Source { get; }

    /// <summary>From when; of a delivery, when it was sent. Null when the list does not have it.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>Until when; null for ever.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>True when nothing is sent to the address because of this row.</summary>
    public bool Active { get; }

    /// <summary>The address and the reason.</summary>
    public override string ToString() => $"{To}: {Reason}";
}
