using EmailCar.Emails;

namespace EmailCar.Rows;

/// <summary>
/// Creates attachments from paths. Paths on the command line may be anywhere, and wildcards in them were expanded; paths from rows and
/// tags are used without wildcards, and stay in the root folder. Files are hashed here, and read again when their email is sent.
/// </summary>
/// <param name="root">The root folder for paths in rows, an absolute path.</param>
/// <param name="maxSize">The maximum size of all files of one email, in bytes.</param>
internal sealed class AttachmentReader(string root, long maxSize)
{
    /// <summary>The number of hashes that are kept, because the same file is sent with many emails.</summary>
    private const int MaxKept = 256;

    private readonly Dictionary<string, (long Size, DateTime Changed, string Hash)> _kept = [];

    /// <summary>Reads a file whose path is from a row or a tag.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="total">The total size of the email's files so far, in bytes.</param>
    /// <param name="problem">Set if the file does not exist, or must not be sent.</param>
    /// <param name="contentId">The name of the image in the HTML; null for an attachment.</param>
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

    /// <summary>Reads a file whose path is from the command line.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="total">The total size of the email's files so far, in bytes.</param>
    /// <param name="problem">Set if the file does not exist, or must not be sent.</param>
    /// <param name="contentId">The name of the image in the HTML; null for an attachment.</param>
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
            return (file.Length, ""); // the file is rejected, so it need not be read
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
