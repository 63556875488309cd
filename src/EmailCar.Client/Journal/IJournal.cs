using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>
/// What remembers across runs what was submitted: a file, which one run at a time writes, or Redis, which several machines share.
/// </summary>
internal interface IJournal : IDisposable
{
    /// <summary>The emails that other runs may be sending now; null where no other run can be.</summary>
    IClaims? Claims { get; }

    /// <summary>Puts on record, durably, that these emails are about to leave.</summary>
    /// <param name="content">What they consist of; only a hash of it is kept.</param>
    /// <param name="mails">The emails.</param>
    /// <param name="via">How they leave.</param>
    /// <param name="cancellationToken">Stops waiting; nothing may leave then.</param>
    /// <returns>The name of the submission here, above 0.</returns>
    /// <exception cref="JournalException">It can't be written.</exception>
    Task<long> BeginAsync(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via, CancellationToken cancellationToken);

    /// <summary>Puts on record what the outcome is. Where that can't be written, the emails are unknown to the next run.</summary>
    /// <param name="submission">The name of the submission.</param>
    /// <param name="mails">Its emails.</param>
    /// <param name="state">submitted, rejected, unknown or notsent.</param>
    /// <param name="ids">One task id an email; null unless submitted.</param>
    /// <param name="message">Why it is not submitted.</param>
    /// <param name="left">When the body had left; null when it did not.</param>
    Task SettleAsync(
        long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message, DateTimeOffset? left);

    /// <summary>Puts on record, durably, what was found of a submission whose outcome was unknown.</summary>
    /// <exception cref="JournalException">It can't be written.</exception>
    void Settle(
        long submission, IReadOnlyList<JournalMail> mails, string verdict, IReadOnlyList<long?>? ids, IReadOnlyList<long?>? rows);
}

/// <summary>Which run sends which email, where several do.</summary>
internal interface IClaims
{
    /// <summary>Claims the emails of one submission, each that is free, in one step.</summary>
    /// <param name="mails">The emails.</param>
    /// <param name="isInputOver">True when the input has ended: what a run that is dead has left behind is decided then.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One answer an email.</returns>
    Task<IReadOnlyList<Claim>> ClaimAsync(IReadOnlyList<JournalMail> mails, bool isInputOver, CancellationToken cancellationToken);

    /// <summary>Frees those of the emails that are claimed and have not been sent.</summary>
    void Release(IReadOnlyList<JournalMail> mails);
}

/// <summary>The answer to a claim.</summary>
internal enum ClaimState
{
    /// <summary>This run sends the email.</summary>
    Mine,

    /// <summary>It was submitted.</summary>
    Submitted,

    /// <summary>It may have been.</summary>
    Unknown,

    /// <summary>Another run has claimed it.</summary>
    Other,
}

/// <summary>The answer to a claim of one email.</summary>
/// <param name="State">Whose it is, or what happened to it.</param>
/// <param name="Id">Its task id; null without.</param>
internal readonly record struct Claim(ClaimState State, long? Id = null);

/// <summary>A place where a journal is, or will be.</summary>
internal interface IJournalStore
{
    /// <summary>As the user calls it.</summary>
    string Path { get; }

    /// <summary>True when there is a journal.</summary>
    bool Exists { get; }

    /// <summary>True while a run writes it.</summary>
    bool IsInUse { get; }

    /// <summary>Opens it for a run.</summary>
    /// <param name="endpoint">Where the run sends to.</param>
    /// <param name="account">Who sends.</param>
    /// <param name="terms">What for.</param>
    /// <param name="take">Given each event that is in it, in order.</param>
    /// <exception cref="JournalException">It is in use, another's, unreadable or unusable.</exception>
    IJournal Open(Uri endpoint, string account, JournalTerms terms, Action<JournalEvent> take);

    /// <summary>Reads all that is in it.</summary>
    /// <param name="take">Given each event in order.</param>
    /// <param name="end">How far to read, as an earlier reading returned it.</param>
    /// <param name="line">Given each line, headers included, as JSON without a sum and the header in force; null for none.</param>
    /// <exception cref="JournalException">A line can't be read, or it is unusable.</exception>
    JournalEnd Read(Action<JournalEvent> take, long end = long.MaxValue, Action<JournalHeader, byte[]>? line = null);

    /// <summary>Makes it of the lines of another.</summary>
    /// <param name="source">The other.</param>
    /// <returns>How many lines.</returns>
    /// <exception cref="JournalException">There is one already, or it can't be written.</exception>
    long CopyFrom(IJournalStore source);
}

/// <summary>What a journal is opened for.</summary>
/// <param name="IsRehearsal">True to look only: nothing may be written.</param>
/// <param name="IsExclusive">True when no other run may write meanwhile.</param>
/// <param name="RetriesUnknown">True when the run sends again what is unknown.</param>
/// <param name="Guard">The staging guard of the run, in one line; null for none.</param>
internal readonly record struct JournalTerms(bool IsRehearsal = false, bool IsExclusive = false, bool RetriesUnknown = false, string? Guard = null);
