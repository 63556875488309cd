using EmailCar.Emails;

namespace EmailCar.Sending;

/// <summary>A recipient of an email, and the caller's key for the email.</summary>
/// <param name="Address">The address, as results and the journal show it.</param>
/// <param name="MessageKey">The caller's key for the email, such as an order number; null for none.</param>
public sealed record Recipient(string Address, string? MessageKey = null)
{
    /// <summary>The key of the email in the journal.</summary>
    internal string Key { get; init; } = "";

    /// <summary>The address that receives the email instead, because of the staging guard; null if the email is not redirected.</summary>
    public string? RedirectedTo { get; init; }

    /// <summary>The address that the email is sent to.</summary>
    internal string WireAddress => RedirectedTo ?? Address;
}

/// <summary>The content of one email for up to 50 recipients: one POST to mail/send.</summary>
public sealed class Submission
{
    /// <summary>The maximum number of recipients per submission (docs/service.md, mail/send).</summary>
    public const int MaxRecipients = 50;

    private readonly List<Recipient> _recipients = [];

    internal Submission(MailContent content, bool isLastLook = false) => (Content, IsLastLook) = (content, isLastLook);

    /// <summary>The content for each recipient.</summary>
    public MailContent Content { get; }

    /// <summary>The recipients in the order in which they were added.</summary>
    public IReadOnlyList<Recipient> Recipients => _recipients;

    /// <summary>Whether the input has ended, so that the emails of a dead run are decided now.</summary>
    internal bool IsLastLook { get; }

    /// <summary>Returns a submission with the same content for some of the recipients.</summary>
    internal Submission With(IEnumerable<Recipient> recipients)
    {
        var part = new Submission(Content, IsLastLook);
        part._recipients.AddRange(recipients);
        return part;
    }

    internal void Add(Recipient recipient) => _recipients.Add(recipient);
}
