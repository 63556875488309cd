using System.Security.Cryptography;
using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Smtp;

/// <summary>
/// An attachment's file, which is opened by the first read and closed at its end. Reading to the end succeeds only if the bytes match the
/// hash; otherwise it fails, so that the email is not completed.
/// </summary>
internal sealed class VerifiedFileStream(MailAttachment attachment) : Stream
{
    private FileStream? _file;
    private IncrementalHash? _hash;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>The size of the file when the row was read.</summary>
    public override long Length => attachment.Size;

    public override long Position
    {
        get => _position;
        set
        {
            if (value != 0)
            {
                throw new NotSupportedException();
            }

            Close(ref _file, ref _hash);
            _position = 0;
        }
    }

    /// <exception cref="EmailCarException">The file cannot be read, or it has changed.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read;
        try
        {
            if (_file is null)
            {
                if (_position > 0)
                {
                    return 0;
                }

                _file = new FileStream(attachment.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            }

            read = _file.Read(buffer, offset, count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new EmailCarException(
                FailureKind.AttachmentChanged, new FailureDetail(FailureReason.FileUnreadable, attachment.Path, e.Message), e);
        }

        _position += read;
        if (read > 0)
        {
            _hash!.AppendData(buffer, offset, read);
        }

        if (_position >= attachment.Size || (read == 0 && count > 0))
        {
            Verify(); // already at the last bytes, because a reader that knows the length does not read again
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close(ref _file, ref _hash);
        }

        base.Dispose(disposing);
    }

    private static void Close(ref FileStream? file, ref IncrementalHash? hash)
    {
        file?.Dispose();
        hash?.Dispose();
        (file, hash) = (null, null);
    }

    private void Verify()
    {
        var isSame = _position == attachment.Size && _file!.ReadByte() < 0 && FileHash.Text(_hash!.GetHashAndReset()) == attachment.Hash;
        Close(ref _file, ref _hash);
        _position = Math.Max(_position, 1);
        if (!isSame)
        {
            throw new EmailCarException(FailureKind.AttachmentChanged, new FailureDetail(FailureReason.FileChanged, attachment.Path));
        }
    }
}
