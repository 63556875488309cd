namespace EmailCar.Sandbox.Service;

/// <summary>The content of one submission, as far as mail/lists tells of it.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="FromName">The sender's display name.</param>
/// <param name="ReplyTo">Where answers go.</param>
/// <param name="Subject">The subject.</param>
/// <param name="CountsOpens">Whether it was submitted with <c>open=1</c>.</param>
internal sealed record MailContent(string From, string FromName, string ReplyTo, string Subject, bool CountsOpens);

/// <summary>One recipient's mail: one row of mail/lists.</summary>
internal sealed record SentMail(long Id, string Recipient, MailContent Content, DateTimeOffset SentAt)
{
    /// <summary>Whether the recipient opened it, as far as that is counted.</summary>
    public bool IsOpened => Content.CountsOpens && BeginsWith(Recipient, "open");

    /// <summary>"1" sending, "2" success, "3" failed (docs/service.md, mail/lists).</summary>
    /// <param name="now">The time of the query.</param>
    /// <param name="slowFor">How long addresses that begin with "slow" stay sending.</param>
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
