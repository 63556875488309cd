using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EmailCar.Testing;

/// <summary>
/// Reads a socket and records when the kernel received the last bytes that were read, so that a thread that waits for a processor does not
/// change the measurement. On systems other than Linux, it records when the read returned.
/// </summary>
internal sealed class TimestampedStream(Socket socket) : Stream
{
    /// <summary>SOL_SOCKET, and SO_TIMESTAMPNS, which is also the type of the control message.</summary>
    private const int SocketLevel = 1, Timestamps = 35;

    /// <summary>The timestamp of the start of 1970, because the kernel's timestamps are times of the system clock.</summary>
    private static readonly long SystemStart =
        Stopwatch.GetTimestamp() - (long)((decimal)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    /// <summary>When the last bytes were received, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Received { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Requests the timestamps of all connections that a socket accepts.</summary>
    public static void Prepare(Socket listener)
    {
        if (OperatingSystem.IsLinux())
        {
            listener.SetRawSocketOption(SocketLevel, Timestamps, BitConverter.GetBytes(1));
        }
    }

    public override unsafe int Read(Span<byte> buffer)
    {
        if (!OperatingSystem.IsLinux())
        {
            var count = socket.Receive(buffer);
            Received = Stopwatch.GetTimestamp();
            return count;
        }

        var control = stackalloc byte[128];
        fixed (byte* start = buffer)
        {
            var part = new Part { Start = start, Length = (nuint)buffer.Length };
            var message = new Message { Parts = &part, PartCount = 1, Control = control, ControlLength = 128 };
            var read = (int)ReceiveMessage((int)socket.Handle, ref message, 0);
            if (read < 0)
            {
                throw new IOException($"recvmsg failed with error {Marshal.GetLastPInvokeError()}.");
            }

            var header = (ControlHeader*)control;
            if (read > 0)
            {
                Received = message.ControlLength >= (nuint)sizeof(ControlHeader) && header->Level == SocketLevel && header->Type == Timestamps
                    ? ToTimestamp(header->Seconds, header->Nanoseconds)
                    : throw new IOException("The kernel returned no timestamp.");
            }

            return read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // An empty receive waits without a thread until there is something to read.
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
        return Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => socket.Send(buffer, offset, count, SocketFlags.None);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static long ToTimestamp(long seconds, long nanoseconds) =>
        SystemStart + (long)(((seconds * 1e9m) + nanoseconds) * Stopwatch.Frequency / 1_000_000_000m);

    [DllImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static extern nint ReceiveMessage(int socket, ref Message message, int flags);

    /// <summary>The iovec of recvmsg.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>The msghdr of recvmsg.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>The cmsghdr with a timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
        public long Seconds;
        public long Nanoseconds;
    }
}
