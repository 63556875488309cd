using EmailCar.Emails;

namespace EmailCar.Sending;

/// <summary>One address that is to get a mail, and the caller's own name for that mail.</summary>
/// <param name="Address">The address, as it goes out.</param>
/// <param name="MessageKey">The caller's own name of the mail, such as an order number; null without.</param>
public sealed record Recipient(string Address, string? MessageKey = null)
{
    /// <summary>The key under which the journal has the mail.</summary>
    internal string Key { get; init; } = "";
}

/// <summary>One mail's content for up to 50 recipients: one POST to mail/send.</summary>
public sealed class Submission
{
    /// <summary>The most recipients that the service takes at once (docs/service.md, mail/send).</summary>
    public const int MaxRecipients = 50;

    private readonly List<Recipient> _recipients = [];

    internal Submission(MailContent content, bool isLastLook = false) => (Content, IsLastLook) = (content, isLastLook);

    /// <summary>What each recipient gets.</summary>
    public MailContent Content { get; }

    /// <summary>Who gets it, in the order they came.</summary>
    public IReadOnlyList<Recipient> Recipients => _recipients;

    /// <summary>True when the input has ended: what a run that is dead has left of the emails is decided now.</summary>
    internal bool IsLastLook { get; }

    /// <summary>The same content for some of the recipients.</summary>
    internal Submission With(IEnumerable<Recipient> recipients)
    {
        var part = new Submission(Content, IsLastLook);
        part._recipients.AddRange(recipients);
        return part;
    }

    internal void Add(Recipient recipient) => _recipients.Add(recipient);
}
