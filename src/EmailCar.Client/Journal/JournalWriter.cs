using EmailCar.Emails;
using EmailCar.Guarding;

namespace EmailCar.Journal;

/// <summary>
/// The file that remembers, across runs, what has been submitted. "sending" is on the disk before a body leaves, so a
/// kill at any moment leaves at worst a mail of which nobody knows, and never one that would go out twice. Its lock is a
/// file of its own, so that anybody may read the journal meanwhile.
/// </summary>
internal sealed class JournalWriter : IDisposable
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

    /// <summary>Bytes of its whole lines.</summary>
    public long Length => _length;

    /// <summary>Opens a journal and reads what is in it. The file itself is not touched before the first submission.</summary>
    /// <param name="path">The file; need not be there.</param>
    /// <param name="endpoint">Where this run sends to.</param>
    /// <param name="account">Who sends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="readOnly">True to look only: no lock, and nothing may be written.</param>
    /// <param name="take">Given each event that is in it, in order.</param>
    /// <param name="guard">Who may receive in this run.</param>
    /// <param name="create">Opens the file for writing; null for the file system's own way.</param>
    /// <exception cref="JournalException">It is in use, another's, unreadable or unusable.</exception>
    public static JournalWriter Open(
        string path,
        Uri endpoint,
        string account,
        TimeProvider time,
        bool readOnly,
        Action<JournalEvent> take,
        RecipientGuard? guard = null,
        Func<string, FileStream>? create = null)
    {
        var journal = new JournalWriter(path, endpoint, account, guard?.Text, time, readOnly ? null : JournalLock.Take(path), create ?? Create);
        try
        {
            if (File.Exists(path))
            {
                journal.GoOnFrom(JournalReader.Read(path, endpoint, account, e =>
                {
                    journal._last = Math.Max(journal._last, e.Submission);
                    take(e);
                }, guard: guard?.Text));
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

    /// <summary>Writes down, on the disk itself, that these mails are about to leave.</summary>
    /// <param name="content">What they consist of; only a hash of it is written.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="via">How they leave.</param>
    /// <returns>The submission's number.</returns>
    public long Leaving(MailContent content, IReadOnlyList<JournalMail> mails, SendVia via = SendVia.WebApi)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            Write(JournalLines.Leaving(++_last, mails, via, _hash.Of(content), _time.GetUtcNow()), toDisk: true);
            return _last;
        }
    }

    /// <summary>Writes down what became of them. False when the file can't take it: they are unknown to the next run then.</summary>
    /// <param name="submission">The submission's number.</param>
    /// <param name="mails">Its mails.</param>
    /// <param name="state">submitted, rejected, unknown or notsent.</param>
    /// <param name="ids">One task id a mail; null unless submitted.</param>
    /// <param name="message">Why it is not submitted.</param>
    /// <param name="left">When the body had left; null when it did not.</param>
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

    /// <summary>Writes down, on the disk itself, what was found out of a submission whose outcome was unknown.</summary>
    /// <exception cref="JournalException">The file can't be written.</exception>
    public void Settle(
        long submission, IReadOnlyList<JournalMail> mails, string verdict, IReadOnlyList<long?>? ids, IReadOnlyList<long?>? rows)
    {
        lock (_gate)
        {
            Write(JournalLines.Settled(submission, mails, verdict, ids, rows, _time.GetUtcNow()), toDisk: true);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true; // a submission that is about to leave must not begin a file that nobody locks
            _file?.Dispose();
            _lock?.Dispose();
            _hash.Dispose();
            _sums.Dispose();
        }
    }

    /// <summary>A journal of an earlier version gets a header of this one before the next line.</summary>
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

    /// <exception cref="JournalException">It is closed.</exception>
    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, _path, "The journal is closed.");
        }
    }

    /// <exception cref="JournalException">The file can't be written.</exception>
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

    /// <summary>Cuts off what a kill, or a write that failed, has left of a line.</summary>
    private void CutOff(FileStream file)
    {
        if (!_isWhole)
        {
            file.SetLength(_length);
            file.Position = _length;
        }
    }

    /// <summary>At once, since there may be no next line: what did not leave must not look as if it had.</summary>
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
            // The disk has gone. The next line tries again, and the next run cuts off what is torn.
        }
    }

    /// <summary>
    /// FileShare.Read on the writer would shut out readers that permit no writing; Get-Content permits it. Without a
    /// buffer, so that a line that failed is not written later on.
    /// </summary>
    private static FileStream Create(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
}
