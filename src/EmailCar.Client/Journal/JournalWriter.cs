using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>
/// The file that records, across runs, what was submitted. The "sending" line is on disk before the body is sent. If the process is
/// killed at any moment, the result of an email may be unknown, but no email is sent twice. The lock is a separate file, so that
/// the journal can be read at the same time.
/// </summary>
internal sealed class JournalWriter : IJournal
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly FileStream? _lock;
    private readonly Func<string, FileStream> _create;
    private readonly LineSums _sums = new();
    private JournalHeader _header;
    private ContentHash _hash;
    private FileStream? _file;
    private long _length;
    private long _last;
    private bool _needsHeader = true;
    private bool _isWhole;
    private bool _isClosed;

    private JournalWriter(
        string path, Uri endpoint, string account, string? guard, TimeProvider time, FileStream? @lockFile, Func<string, FileStream> create)
    {
        _path = path;
        _time = time;
        _lock = @lockFile;
        _create = create;
        _header = JournalHeader.New(endpoint, account, guard);
        _hash = new ContentHash(_header.Salt!);
    }

    /// <inheritdoc/>
    public IClaims? Claims => null;

    /// <summary>The length of all complete lines in bytes.</summary>
    public long Length => _length;

    /// <summary>Opens a journal and reads it. The file is not changed before the first submission.</summary>
    /// <param name="path">The path; the file need not exist.</param>
    /// <param name="endpoint">The endpoint of this run.</param>
    /// <param name="account">The account of this run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="readOnly">True to only read: the journal is not locked, and nothing may be written.</param>
    /// <param name="take">Called with each event in the journal, in order.</param>
    /// <param name="guard">The staging guard of the run, in one line; null for none.</param>
    /// <param name="create">Opens the file for writing; null to use the file system.</param>
    /// <exception cref="JournalException">The journal is in use, belongs to another account, is damaged, or cannot be used.</exception>
    public static JournalWriter Open(
        string path,
        Uri endpoint,
        string account,
        TimeProvider time,
        bool readOnly,
        Action<JournalEvent> take,
        string? guard = null,
        Func<string, FileStream>? create = null)
    {
        var journal = new JournalWriter(path, endpoint, account, guard, time, readOnly ? null : JournalLock.Take(path), create ?? Create);
        try
        {
            if (File.Exists(path))
            {
                journal.GoOnFrom(JournalReader.Read(path, endpoint, account, e =>
                {
                    journal._last = Math.Max(journal._last, e.Submission);
                    take(e);
                }, guard: guard));
            }

            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            journal.Dispose();
            throw new JournalException(JournalProblem.Unusable, path, e.Message, e);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Records on disk that these emails are about to be sent.</summary>
    /// <param name="content">The content; only its hash is written.</param>
    /// <param name="mails">The emails.</param>
    /// <param name="via">How they are sent.</param>
    /// <returns>The number of the submission.</returns>
    public long Leaving(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via = SendVia.WebApi)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            Write(JournalLines.Leaving(++_last, mails, via, _hash.Of(content), _time.GetUtcNow()), toDisk: true);
            return _last;
        }
    }

    /// <summary>Records the result of a submission. Returns false if the file cannot be written; the next run then treats the emails as unknown.</summary>
    /// <param name="submission">The number of the submission.</param>
    /// <param name="mails">Its emails.</param>
    /// <param name="state">submitted, rejected, unknown or notsent.</param>
    /// <param name="ids">One task id per email; null unless submitted.</param>
    /// <param name="message">Why it was not submitted.</param>
    /// <param name="left">When the body was completely sent; null if it was not.</param>
    public bool TrySettle(
        long submission,
        IReadOnlyList<JournalMail> mails,
        string state,
        IReadOnlyList<long?>? ids,
        string? message,
        DateTimeOffset? left = null)
    {
        try
        {
            lock (_gate)
            {
                Write(JournalLines.Outcome(submission, mails, state, ids, message, left, _time.GetUtcNow()), toDisk: false);
            }

            return true;
        }
        catch (JournalException)
        {
            return false;
        }
    }

    /// <summary>Records on disk the verdict on a submission with an unknown result.</summary>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public void Settle(
        long submission, IReadOnlyList<JournalMail> mails, string verdict, IReadOnlyList<long?>? ids, IReadOnlyList<long?>? rows)
    {
        lock (_gate)
        {
            Write(JournalLines.Settled(submission, mails, verdict, ids, rows, _time.GetUtcNow()), toDisk: true);
        }
    }

    Task<long> IJournal.BeginAsync(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via, CancellationToken cancellationToken) =>
        Task.FromResult(Leaving(content, mails, via));

    Task IJournal.SettleAsync(
        long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message, DateTimeOffset? left)
    {
        TrySettle(submission, mails, state, ids, message, left);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true; // a submission that is about to be sent must not create a file without a lock
            _file?.Dispose();
            _lock?.Dispose();
            _hash.Dispose();
            _sums.Dispose();
        }
    }

    /// <summary>Continues a journal. A journal of an earlier version gets a header of this version before the next line.</summary>
    private void GoOnFrom(JournalEnd end)
    {
        _length = end.Length;
        if (end.Header is { IsCurrent: true } header)
        {
            _header = header;
            _hash.Dispose();
            _hash = new ContentHash(header.Salt!);
            _needsHeader = false;
            _sums.Last = end.Sum;
        }
    }

    /// <exception cref="JournalException">The journal is closed.</exception>
    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, _path, "The journal is closed.");
        }
    }

    /// <exception cref="JournalException">The file cannot be written.</exception>
    private void Write(byte[] line, bool toDisk)
    {
        ThrowIfClosed();
        var sum = _sums.Last;
        try
        {
            var file = _file ??= _create(_path);
            CutOff(file);
            _isWhole = false;
            if (_needsHeader)
            {
                var header = _sums.Seal(JournalLines.Header(_header));
                file.Write(header, 0, header.Length);
            }

            line = _sums.Seal(line);
            file.Write(line, 0, line.Length);
            file.Flush(toDisk);
            _length = file.Position;
            (_isWhole, _needsHeader) = (true, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _sums.Last = sum;
            TryCutOff();
            throw new JournalException(JournalProblem.Unusable, _path, e.Message, e);
        }
    }

    /// <summary>Removes an incomplete line, left by a killed process or a failed write.</summary>
    private void CutOff(FileStream file)
    {
        if (!_isWhole)
        {
            file.SetLength(_length);
            file.Position = _length;
        }
    }

    /// <summary>
    /// Removes an incomplete line immediately, because there may be no next line, and an email that was not sent must not look as if it
    /// was.
    /// </summary>
    private void TryCutOff()
    {
        try
        {
            if (_file is not null)
            {
                CutOff(_file);
            }
        }
        catch (IOException)
        {
            // The disk is not available. The next line tries again, and the next run removes the incomplete line.
        }
    }

    /// <summary>
    /// Opens the file for writing. With FileShare.Read, programs that do not share writing could not read the file; Get-Content shares it.
    /// There is no buffer, so that a line that failed is not written later.
    /// </summary>
    private static FileStream Create(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
}
