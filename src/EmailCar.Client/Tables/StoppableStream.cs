namespace EmailCar.Tables;

/// <summary>A file stream whose reads throw as soon as the work is canceled, so that libraries stop without knowing about cancellation.</summary>
internal sealed class StoppableStream(Stream file, CancellationToken stop) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Opens a file that may also be open in Excel.</summary>
    public static StoppableStream Open(string path, CancellationToken stop) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan), stop);

    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void ThrowIfStopped() => stop.ThrowIfCancellationRequested();

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfStopped();
        return file.Read(buffer, offset, count);
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
