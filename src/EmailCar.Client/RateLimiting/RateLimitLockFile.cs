using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The lock that processes of one account pass on: a file that its holder keeps locked. The kernel frees it when the
/// holder dies. It says when a request last left, and until when nobody may leave (<see cref="RateLimitStamps"/>).
/// </summary>
internal sealed class RateLimitLockFile
{
    /// <summary>The first wait for a lock that another has; each further one is longer, for the sake of file shares.</summary>
    internal static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10);

    private const double PollGrowth = 1.5;

    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>Time stamps of files are as coarse as the tick of a kernel, and on old file systems as two seconds.</summary>
    private static readonly TimeSpan FileTick = TimeSpan.FromMilliseconds(10), CoarseFileTick = TimeSpan.FromSeconds(2);

    /// <summary>So that a stamp that can't be written fails when it is written.</summary>
    private const int Unbuffered = 1;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly bool _isForAll;
    private readonly string _clock;

    private RateLimitLockFile(string path, TimeProvider time, bool isForAll, string clock)
    {
        _path = path;
        _time = time;
        _isForAll = isForAll;
        _clock = clock;
    }

    /// <summary>The folder where all processes of this user meet; empty when the system does not name one.</summary>
    public static string DefaultFolder => UserFolder.Below(Environment.SpecialFolder.LocalApplicationData, "EmailCar", "pace");

    /// <summary>The lock of an account; null when the folder can't be used.</summary>
    /// <param name="folder">Where it lies; made when it is not there.</param>
    /// <param name="endpoint">Of the account.</param>
    /// <param name="userName">Of the account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isForAll">True in a folder that users share: whoever may use the folder may take the lock.</param>
    /// <param name="clock">The name of the clock, equal for those who may compare timestamps; null for this machine's.</param>
    public static RateLimitLockFile? TryOpen(
        string folder, Uri endpoint, string userName, TimeProvider time, bool isForAll = false, string? clock = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, Name(endpoint, userName) + ".pace");
            var lockFile = new RateLimitLockFile(path, time, isForAll, clock ?? MachineClock.Id);
            lockFile.TryMake();
            return lockFile;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Waits for the lock. Not taken, and why: the holder stalls when nobody has departed for as long as the patience lasts (as long
    /// as the lock goes round, nobody stalls); the folder is unusable when it is gone or its file can't be opened, which is no wait.
    /// </summary>
    /// <param name="interval">Between departures: so often, at least, the lock goes round.</param>
    /// <param name="patience">How long without a departure.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<(Held? Held, RateLimitProblem Problem)> TakeAsync(TimeSpan interval, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (TryTake(out var problem) is { } free)
        {
            return (free, RateLimitProblem.None);
        }

        var since = _time.GetTimestamp();
        var written = LastWritten();
        var quarter = TimeSpan.FromTicks(interval.Ticks / 4);
        var longest = quarter < FirstPoll ? FirstPoll : quarter > LongestPoll ? LongestPoll : quarter;
        var poll = FirstPoll;
        while (problem == RateLimitProblem.None)
        {
            await _time.DelayAsync(poll, cancellationToken).ConfigureAwait(false);
            poll = TimeSpan.FromTicks(Math.Min(longest.Ticks, (long)(poll.Ticks * PollGrowth)));
            if (TryTake(out problem) is { } held)
            {
                return (held, RateLimitProblem.None);
            }

            if (_time.GetElapsedTime(since) > patience)
            {
                var now = LastWritten();
                if (now == written)
                {
                    return (null, RateLimitProblem.HolderStalls);
                }

                (since, written) = (_time.GetTimestamp(), now);
            }
        }

        return (null, problem);
    }

    /// <summary>Null when the system can't say: a share that is stale, or a chain of links without an end.</summary>
    private DateTime? LastWritten()
    {
        try
        {
            return File.GetLastWriteTimeUtc(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whoever is first makes the file. That one may be written to must show now; locked, it is no worse for it.</summary>
    private void TryMake()
    {
        try
        {
            using var made = Open(_path, FileShare.ReadWrite);
        }
        catch (IOException e) when (IsLocked(e) && File.Exists(_path))
        {
            // Somebody holds it.
        }
    }

    /// <summary>Opens the file, or makes it. Told to make what another user has made, Linux refuses in folders like /tmp.</summary>
    private FileStream Open(string path, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, share, Unbuffered);
        }
        catch (FileNotFoundException)
        {
            var made = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, share, Unbuffered);
            if (_isForAll)
            {
                GiveToAll(made);
            }

            return made;
        }
    }

    /// <summary>The umask would keep it for its maker. On Windows, files are for those that their folder is for.</summary>
    private static void GiveToAll(FileStream made)
    {
#if !NETSTANDARD2_0
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(
                made.SafeFileHandle,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A share may have its own ways. Whoever can't write is told so.
        }
#endif
    }

    /// <summary>A name for an account at an endpoint that gives neither away.</summary>
    internal static string Name(Uri endpoint, string userName)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{endpoint}\n{userName.ToUpperInvariant()}"));
        return string.Concat(hash.Take(12).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>Null when another has the lock, or when there is a problem that waiting does not solve.</summary>
    private Held? TryTake(out RateLimitProblem problem)
    {
        problem = RateLimitProblem.None;
        try
        {
            return new Held(this, Open(_path, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = IsLocked(e) ? RateLimitProblem.None : RateLimitProblem.FolderUnusable;
            return null;
        }
    }

    /// <summary>
    /// Windows and Mono name a violation of sharing or of a lock; elsewhere .NET has EAGAIN as Linux or macOS number it. Two who make
    /// the file at once meet too: the one who is late finds it there, and takes it by the next try.
    /// </summary>
    private static bool IsLocked(Exception e) => (uint)e.HResult is 0x80070020 or 0x80070021 or 0x80070050 or 11 or 17 or 35;

    /// <summary>
    /// How long ago the file was written, by the clock of the file system it is on: another file that is written now has the time.
    /// Never more than it was.
    /// </summary>
    private TimeSpan SinceWritten()
    {
        try
        {
            var probe = _path + ".now";
            using (var file = Open(probe, FileShare.ReadWrite))
            {
                file.WriteByte(0);
            }

            var (written, now) = (File.GetLastWriteTimeUtc(_path), File.GetLastWriteTimeUtc(probe));
            var tick = IsWholeSecond(written) && IsWholeSecond(now) ? CoarseFileTick : FileTick;
            var passed = now - written - tick;
            return passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it was written just now, for all that can be known: waiting for too long does no harm.
            return TimeSpan.Zero;
        }
    }

    private static bool IsWholeSecond(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>A timestamp in steps of 100 ns.</summary>
    private long Clock(long timestamp)
    {
        var frequency = _time.TimestampFrequency;
        return (timestamp / frequency * TimeSpan.TicksPerSecond) + (timestamp % frequency * TimeSpan.TicksPerSecond / frequency);
    }

    /// <summary>The lock in hand; disposing of it passes it on.</summary>
    internal sealed class Held(RateLimitLockFile lockFile, FileStream file) : IDisposable
    {
        /// <summary>What the file says, as times from a timestamp.</summary>
        public RateLimitStamps Read(long now)
        {
            file.Position = 0;
            var bytes = new byte[128];
            var text = Encoding.ASCII.GetString(bytes, 0, file.Read(bytes, 0, bytes.Length));
            return RateLimitStamps.Parse(text, lockFile._clock, lockFile.Clock(now), lockFile.SinceWritten);
        }

        /// <summary>Writes stamps whose times are from a timestamp.</summary>
        public void Write(RateLimitStamps stamps, long now)
        {
            var text = stamps.Format(lockFile._clock, lockFile.Clock(now));
            file.Position = 0;
            file.Write(Encoding.ASCII.GetBytes(text), 0, text.Length);
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
