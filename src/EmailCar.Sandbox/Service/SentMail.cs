namespace EmailCar.Sandbox.Service;

/// <summary>The content of one submission that mail/lists shows.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The sender's display name.</param>
/// <param name="ReplyTo">The address for replies.</param>
/// <param name="Subject">The subject.</param>
/// <param name="CountsOpens">True if it was submitted with <c>open=1</c>.</param>
internal sealed record MailContent(string From, string FromName, string ReplyTo, string Subject, bool CountsOpens);

/// <summary>One recipient's email: one row of mail/lists.</summary>
internal sealed record SentMail(long Id, string Recipient, MailContent Content, DateTimeOffset SentAt)
{
    /// <summary>Whether the recipient opened it and opens are counted.</summary>
    public bool IsOpened => Content.CountsOpens && BeginsWith(Recipient, "open");

    /// <summary>Returns "1" for sending, "2" for success or "3" for failed (docs/service.md, mail/lists).</summary>
    /// <param name="now">The time of the query.</param>
    /// <param name="slowFor">How long addresses that begin with "slow" have the status "sending".</param>
    public string Status(DateTimeOffset now, TimeSpan slowFor)
    {
        if (BeginsWith(Recipient, "bounce"))
        {
            return "3";
        }

        return BeginsWith(Recipient, "slow") && now < SentAt + slowFor ? "1" : "2";
    }

    internal static bool BeginsWith(string address, string prefix) =>
        address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
