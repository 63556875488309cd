using EmailCar.Emails;

namespace EmailCar.Rows;

/// <summary>
/// Makes attachments of paths. What was typed on the command line may lead anywhere and has been expanded; what comes from a row or
/// a tag is literal and stays below the root. Files are hashed here, and read again when their email leaves.
/// </summary>
/// <param name="root">The folder below which paths of rows stay; absolute.</param>
/// <param name="maxSize">Bytes that the files of one email may have together.</param>
internal sealed class AttachmentReader(string root, long maxSize)
{
    /// <summary>Hashes that are kept: the same file goes with many emails.</summary>
    private const int MaxKept = 256;

    private readonly Dictionary<string, (long Size, DateTime Changed, string Hash)> _kept = [];

    /// <summary>A file whose path came from a row or a tag.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="total">Bytes of the email's files so far.</param>
    /// <param name="problem">Set when there is no such file, or it may not be sent.</param>
    /// <param name="contentId">What the HTML names it by; null for an attachment.</param>
    public MailAttachment? ReadBelowRoot(string path, ref long total, ref RowProblem? problem, string? contentId = null)
    {
        if (problem is not null)
        {
            return null;
        }

        if (FileBelow.Resolve(root, path, out var fault) is { } full)
        {
            return Read(full, ref total, ref problem, contentId);
        }

        problem = RowProblem.AttachmentOutsideRoot(path, root, fault);
        return null;
    }

    /// <summary>A file whose path was typed.</summary>
    /// <param name="path">The path, absolute.</param>
    /// <param name="total">Bytes of the email's files so far.</param>
    /// <param name="problem">Set when there is no such file, or it may not be sent.</param>
    /// <param name="contentId">What the HTML names it by; null for an attachment.</param>
    public MailAttachment? Read(string path, ref long total, ref RowProblem? problem, string? contentId = null)
    {
        if (problem is not null)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                problem = RowProblem.AttachmentNotFound(path);
                return null;
            }

            var (size, hash) = Hash(file);
            total += size;
            if (total > maxSize)
            {
                problem = RowProblem.AttachmentTooLarge(path, total, maxSize);
                return null;
            }

            return new MailAttachment(file.Name, file.FullName, size, hash, contentId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = RowProblem.AttachmentUnreadable(path, e);
            return null;
        }
    }

    private (long Size, string Hash) Hash(FileInfo file)
    {
        if (_kept.TryGetValue(file.FullName, out var kept) && kept.Size == file.Length && kept.Changed == file.LastWriteTimeUtc)
        {
            return (kept.Size, kept.Hash);
        }

        var changed = file.LastWriteTimeUtc;
        if (file.Length > maxSize)
        {
            return (file.Length, ""); // it is refused, so nobody need read it
        }

        var hash = FileHash.Of(file.FullName, maxSize, out var size);
        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        _kept[file.FullName] = (size, changed, hash);
        return (size, hash);
    }
}
