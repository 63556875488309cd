namespace EmailCar;

/// <summary>
/// A row of a suppression list: an address that no email is sent to, or the first failure of an address (docs/suppression.md).
/// </summary>
public sealed class Suppression
{
    /// <summary>Creates a row from its values.</summary>
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

    /// <summary>Why no email is sent to the address: the service's message, or the user's text.</summary>
    public string Reason { get; }

    /// <summary>The source of the row: Manual, or the delivery with its task id.</summary>
    public string Source { get; }

    /// <summary>The start of the suppression; for a delivery, the time when it was sent. Null if the list does not contain it.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>The end of the suppression; null if it does not end.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Whether no email is sent to the address because of this row.</summary>
    public bool Active { get; }

    /// <summary>Returns the address and the reason.</summary>
    public override string ToString() => $"{To}: {Reason}";
}
