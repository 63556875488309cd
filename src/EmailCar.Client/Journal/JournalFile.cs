namespace EmailCar.Journal;

/// <summary>A journal that is a file.</summary>
internal sealed class JournalFile(string path, TimeProvider time) : IJournalStore
{
    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public bool Exists => File.Exists(path);

    /// <inheritdoc/>
    public bool IsInUse => JournalLock.IsTaken(path);

    /// <inheritdoc/>
    public IJournal Open(Uri endpoint, string account, JournalTerms terms, Action<JournalEvent> take) =>
        JournalWriter.Open(path, endpoint, account, time, terms.IsRehearsal, take, terms.Guard);

    /// <inheritdoc/>
    public JournalEnd Read(Action<JournalEvent> take, long end = long.MaxValue, Action<JournalHeader, byte[]>? line = null)
    {
        try
        {
            return JournalReader.Read(path, endpoint: null, account: null, take, end, line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, path, e.Message, e);
        }
    }

    /// <summary>
    /// Uses a temporary name until the whole file is on disk, because an incomplete journal would cause emails to be sent twice.
    /// </summary>
    /// <inheritdoc/>
    public long CopyFrom(IJournalStore source)
    {
        if (Exists)
        {
            throw new JournalException(JournalProblem.Exists, path, "The file exists.");
        }

        using var fileLock = JournalLock.Take(path);
        var part = path + ".part";
        try
        {
            var lines = Write(source, part);
            File.Move(part, path);
            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(Exists ? JournalProblem.Exists : JournalProblem.Unusable, path, e.Message, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static long Write(IJournalStore source, string part)
    {
        long lines = 0;
        using var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None);
        using var sums = new LineSums();
        source.Read(_ => { }, line: (header, bytes) =>
        {
            lines++;
            byte[] whole = header.IsCurrent ? sums.Seal(bytes) : [.. bytes, (byte)'\n'];
            file.Write(whole, 0, whole.Length);
        });
        file.Flush(flushToDisk: true);
        return lines;
    }
}
