using EmailCar.Emails;

namespace EmailCar.Sending;

/// <summary>One address that is to get a mail, and the caller's own name for that mail.</summary>
/// <param name="Address">The address, as results and the journal have it.</param>
/// <param name="MessageKey">The caller's own name of the mail, such as an order number; null without.</param>
public sealed record Recipient(string Address, string? MessageKey = null)
{
    /// <summary>The key under which the journal has the mail.</summary>
    internal string Key { get; init; } = "";

    /// <summary>Who receives the email instead, by the staging guard; null when the recipient does.</summary>
    public string? RedirectedTo { get; init; }

    /// <summary>The address that receives.</summary>
    internal string WireAddress => RedirectedTo ?? Address;
}

/// <summary>One mail's content for up to 50 recipients: one POST to mail/send.</summary>
public sealed class Submission
{
    /// <summary>The most recipients that the service takes at once (docs/service.md, mail/send).</summary>
    public const int MaxRecipients = 50;

    private readonly List<Recipient> _recipients = [];

    internal Submission(MailContent content) => Content = content;

    /// <summary>What each recipient gets.</summary>
    public MailContent Content { get; }

    /// <summary>Who gets it, in the order they came.</summary>
    public IReadOnlyList<Recipient> Recipients => _recipients;

    internal void Add(Recipient recipient) => _recipients.Add(recipient);
}
