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
    private readonly Uri _endpoint;
    private readonly string _account;
    private readonly TimeProvider _time;
    private readonly FileStream? _lock;
    private readonly Func<string, FileStream> _create;
    private FileStream? _file;
    private long _length;
    private long _last;
    private bool _isWhole;
    private bool _isClosed;

    private JournalWriter(
        string path, Uri endpoint, string account, TimeProvider time, FileStream? @lockFile, Func<string, FileStream> create)
    {
        _path = path;
        _endpoint = endpoint;
        _account = account;
        _time = time;
        _lock = @lockFile;
        _create = create;
    }

    /// <summary>Opens a journal and reads what is in it. The file itself is not touched before the first submission.</summary>
    /// <param name="path">The file; need not be there.</param>
    /// <param name="endpoint">Where this run sends to.</param>
    /// <param name="account">Who sends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="readOnly">True to look only: no lock, and nothing may be written.</param>
    /// <param name="take">Given each event that is in it, in order.</param>
    /// <param name="create">Opens the file for writing; null for the file system's own way.</param>
    /// <exception cref="JournalException">It is in use, another's, unreadable or unusable.</exception>
    public static JournalWriter Open(
        string path,
        Uri endpoint,
        string account,
        TimeProvider time,
        bool readOnly,
        Action<JournalEvent> take,
        Func<string, FileStream>? create = null)
    {
        var journal = new JournalWriter(path, endpoint, account, time, readOnly ? null : Lock(path), create ?? Create);
        try
        {
            if (File.Exists(path))
            {
                journal._length = JournalReader.Read(path, endpoint, account, e =>
                {
                    journal._last = Math.Max(journal._last, e.Submission);
                    take(e);
                });
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
    /// <returns>The submission's number.</returns>
    public long Leaving(IReadOnlyList<JournalMail> mails)
    {
        lock (_gate)
        {
            Write(JournalLines.Leaving(++_last, mails, _time.GetUtcNow()), toDisk: true);
            return _last;
        }
    }

    /// <summary>Writes down what became of them. False when the file can't take it: they are unknown to the next run then.</summary>
    public bool TrySettle(long submission, IReadOnlyList<JournalMail> mails, string state, IReadOnlyList<long?>? ids, string? message)
    {
        try
        {
            lock (_gate)
            {
                Write(JournalLines.Outcome(submission, mails, state, ids, message, _time.GetUtcNow()), toDisk: false);
            }

            return true;
        }
        catch (JournalException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true; // a submission that is about to leave must not begin a file that nobody locks
            _file?.Dispose();
            _lock?.Dispose();
        }
    }

    /// <exception cref="JournalException">The file can't be written.</exception>
    private void Write(byte[] line, bool toDisk)
    {
        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, _path, "The journal is closed.");
        }

        try
        {
            var file = _file ??= _create(_path);
            CutOff(file);
            _isWhole = false;
            if (_length == 0)
            {
                var header = JournalLines.Header(_endpoint, _account);
                file.Write(header, 0, header.Length);
            }

            file.Write(line, 0, line.Length);
            file.Flush(toDisk);
            _length = file.Position;
            _isWhole = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
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

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new JournalException(IsHeld(e) ? JournalProblem.InUse : JournalProblem.Unusable, path, e.Message, e);
        }
    }

    /// <summary>Windows and Mono name a violation of sharing or of a lock; elsewhere .NET has EAGAIN as Linux or macOS number it.</summary>
    private static bool IsHeld(Exception e) => (uint)e.HResult is 0x80070020 or 0x80070021 or 11 or 35;
}
