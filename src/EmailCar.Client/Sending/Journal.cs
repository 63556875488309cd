namespace EmailCar.Sending;

/// <summary>
/// The file that remembers, across runs, what has been submitted. "sending" is on the disk before a body leaves, so a
/// kill at any moment leaves at worst a mail of which nobody knows, and never one that would go out twice. Its lock is a
/// file of its own, so that anybody may read the journal meanwhile.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly Uri _endpoint;
    private readonly string _account;
    private readonly TimeProvider _time;
    private readonly FileStream? _lock;
    private FileStream? _file;
    private long _length;
    private long _last;

    private Journal(string path, Uri endpoint, string account, TimeProvider time, FileStream? @lock)
    {
        _path = path;
        _endpoint = endpoint;
        _account = account;
        _time = time;
        _lock = @lock;
    }

    /// <summary>Opens a journal and reads what is in it. The file itself is not touched before the first submission.</summary>
    /// <param name="path">The file; need not be there.</param>
    /// <param name="endpoint">Where this run sends to.</param>
    /// <param name="account">Who sends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="readOnly">True to look only: no lock, and nothing may be written.</param>
    /// <param name="take">Given each event that is in it, in order.</param>
    /// <exception cref="JournalException">It is in use, another's, unreadable or unusable.</exception>
    public static Journal Open(string path, Uri endpoint, string account, TimeProvider time, bool readOnly, Action<JournalEvent> take)
    {
        var journal = new Journal(path, endpoint, account, time, readOnly ? null : Lock(path));
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
            _file?.Dispose();
            _lock?.Dispose();
        }
    }

    /// <exception cref="JournalException">The file can't be written.</exception>
    private void Write(byte[] line, bool toDisk)
    {
        try
        {
            var file = _file ??= Begin();
            file.Write(line, 0, line.Length);
            file.Flush(toDisk);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new JournalException(JournalProblem.Unusable, _path, e.Message, e);
        }
    }

    private FileStream Begin()
    {
        // FileShare.Read on the writer would shut out readers that permit no writing; Get-Content permits it.
        var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 16 * 1024);
        file.SetLength(_length); // cuts off a torn last line
        file.Position = _length;
        if (_length == 0)
        {
            var header = JournalLines.Header(_endpoint, _account);
            file.Write(header, 0, header.Length);
        }

        return file;
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new JournalException(JournalProblem.Unusable, path, e.Message, e);
        }
        catch (IOException e)
        {
            throw new JournalException(JournalProblem.InUse, path, e.Message, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalException(JournalProblem.Unusable, path, e.Message, e);
        }
    }
}
