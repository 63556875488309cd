using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>
/// Records across runs what was submitted: a file, to which one run writes at a time, or Redis, which several machines share.
/// </summary>
internal interface IJournal : IDisposable
{
    /// <summary>The emails that other runs may be sending now; null if there can be no other run.</summary>
    IClaims? Claims { get; }

    /// <summary>Records durably that these emails are about to be sent.</summary>
    /// <param name="content">The content; only its hash is stored.</param>
    /// <param name="mails">The emails.</param>
    /// <param name="via">How they are sent.</param>
    /// <param name="cancellationToken">Cancels the wait; nothing may be sent then.</param>
    /// <returns>The number of the submission in this journal, above 0.</returns>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    Task<long> BeginAsync(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via, CancellationToken cancellationToken);

    /// <summary>Records the result. If it cannot be written, the next run treats the emails as unknown.</summary>
    /// <param name="submission">The number of the submission.</param>
    /// <param name="mails">Its emails.</param>
    /// <param name="state">submitted, rejected, unknown or notsent.</param>
    /// <param name="ids">One task id per email; null unless submitted.</param>
    /// <param name="message">Why the email was not submitted.</param>
    /// <param name="left">When the body was completely sent; null if it was not.</param>
    Task SettleAsync(
        long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message, DateTimeOffset? left);

    /// <summary>Records durably the verdict on a submission with an unknown result.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    void Settle(
        long submission, IReadOnlyList<JournalMail> mails, string verdict, IReadOnlyList<long?>? ids, IReadOnlyList<long?>? rows);
}

/// <summary>Decides which run sends an email if there are several runs.</summary>
internal interface IClaims
{
    /// <summary>Claims the emails of one submission that are not claimed yet, in one step.</summary>
    /// <param name="mails">The emails.</param>
    /// <param name="isInputOver">True if the input has ended; the emails of a dead run are then decided.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>One result per email.</returns>
    Task<IReadOnlyList<Claim>> ClaimAsync(IReadOnlyList<JournalMail> mails, bool isInputOver, CancellationToken cancellationToken);

    /// <summary>Releases the claimed emails that were not sent.</summary>
    void Release(IReadOnlyList<JournalMail> mails);
}

/// <summary>The result of a claim.</summary>
internal enum ClaimState
{
    /// <summary>This run sends the email.</summary>
    Mine,

    /// <summary>The email was already submitted.</summary>
    Submitted,

    /// <summary>The email may already have been submitted.</summary>
    Unknown,

    /// <summary>Another run has claimed the email.</summary>
    Other,
}

/// <summary>The result of claiming one email.</summary>
/// <param name="State">The state of the email.</param>
/// <param name="Id">The task id; null if there is none.</param>
internal readonly record struct Claim(ClaimState State, long? Id = null);

/// <summary>The place of a journal, which may not exist yet.</summary>
internal interface IJournalStore
{
    /// <summary>The name as the user specified it.</summary>
    string Path { get; }

    /// <summary>Whether the journal exists.</summary>
    bool Exists { get; }

    /// <summary>True while a run writes to it.</summary>
    bool IsInUse { get; }

    /// <summary>Opens the journal for a run.</summary>
    /// <param name="endpoint">The endpoint of the run.</param>
    /// <param name="account">The account of the run.</param>
    /// <param name="terms">The purpose.</param>
    /// <param name="take">Called with each event in the journal, in order.</param>
    /// <exception cref="JournalException">The journal is in use, belongs to another account, is damaged, or cannot be used.</exception>
    IJournal Open(Uri endpoint, string account, JournalTerms terms, Action<JournalEvent> take);

    /// <summary>Reads the whole journal.</summary>
    /// <param name="take">Called with each event in order.</param>
    /// <param name="end">How far to read, as returned by an earlier call.</param>
    /// <param name="line">Called with each line, including headers, as JSON without a checksum, and the current header; null for none.</param>
    /// <exception cref="JournalException">A line is damaged, or the journal cannot be used.</exception>
    JournalEnd Read(Action<JournalEvent> take, long end = long.MaxValue, Action<JournalHeader, byte[]>? line = null);

    /// <summary>Creates the journal from the lines of another one.</summary>
    /// <param name="source">The other journal.</param>
    /// <returns>The number of lines.</returns>
    /// <exception cref="JournalException">The journal already exists, or cannot be written.</exception>
    long CopyFrom(IJournalStore source);
}

/// <summary>The purpose of opening a journal.</summary>
/// <param name="IsRehearsal">True to only read; nothing may be written.</param>
/// <param name="IsExclusive">True if no other run may write at the same time.</param>
/// <param name="RetriesUnknown">True if the run sends unknown emails again.</param>
/// <param name="Guard">The staging guard of the run, in one line; null for none.</param>
internal readonly record struct JournalTerms(bool IsRehearsal = false, bool IsExclusive = false, bool RetriesUnknown = false, string? Guard = null);
