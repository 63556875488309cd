using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The lock that the processes of an account pass on: a file that its holder locks. The operating system releases the lock if the
/// holder dies. The file contains the last departure and the end of a postponement (<see cref="RateLimitStamps"/>).
/// </summary>
internal sealed class RateLimitLockFile
{
    /// <summary>The first wait for a lock that another process holds; each further wait is longer, to limit the load on file shares.</summary>
    internal static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10);

    private const double PollGrowth = 1.5;

    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>The resolution of file times: the tick of the operating system, or two seconds on old file systems.</summary>
    private static readonly TimeSpan FileTick = TimeSpan.FromMilliseconds(10), CoarseFileTick = TimeSpan.FromSeconds(2);

    /// <summary>Without a buffer, a write error occurs during the write.</summary>
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

    /// <summary>The folder that all processes of this user share; empty if the system does not define one.</summary>
    public static string DefaultFolder => UserFolder.Below(Environment.SpecialFolder.LocalApplicationData, "EmailCar", "pace");

    /// <summary>Opens the lock of an account; null if the folder cannot be used.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="userName">The user name of the account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isForAll">True if several users share the folder, so that anyone with access to the folder may take the lock.</param>
    /// <param name="clock">The name of the clock, equal for processes that may compare timestamps; null for the clock of this machine.</param>
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
    /// Waits for the lock. If it is not taken, the result is the problem: the holder stalls if there was no departure for the maximum wait
    /// (while the lock is passed on, no holder stalls); the folder is unusable if it does not exist or its file cannot be opened.
    /// </summary>
    /// <param name="interval">The interval between departures, within which the lock is normally passed on.</param>
    /// <param name="patience">The maximum wait without a departure.</param>
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

    /// <summary>
    /// Returns the time of the last write, or null if the system cannot determine it, as on a stale share or in an endless chain of links.
    /// </summary>
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

    /// <summary>
    /// Creates the file if it does not exist. This must show now whether the file can be written; locking it does no harm.
    /// </summary>
    private void TryMake()
    {
        try
        {
            using var made = Open(_path, FileShare.ReadWrite);
        }
        catch (IOException e) when (IsLocked(e) && File.Exists(_path))
        {
            // Another process holds the lock.
        }
    }

    /// <summary>Opens or creates the file. In folders such as /tmp, Linux does not allow opening another user's file for creation.</summary>
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

    /// <summary>Allows access for all users, which the umask would prevent. On Windows, a file has the permissions of its folder.</summary>
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
            // A share may not support this. A process that cannot write gets an error later.
        }
#endif
    }

    /// <summary>Returns a name for an account at an endpoint that reveals neither.</summary>
    internal static string Name(Uri endpoint, string userName)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{endpoint}\n{userName.ToUpperInvariant()}"));
        return string.Concat(hash.Take(12).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Tries to take the lock. Returns null if another process holds it, or if there is a problem that waiting does not solve.
    /// </summary>
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
    /// Returns whether the lock is taken. Another process holds the file, or created it at the same time; this process then takes the lock
    /// at the next attempt.
    /// </summary>
    private static bool IsLocked(Exception e) => SharingViolation.Is(e) || (uint)e.HResult is 0x80070050 or 17;

    /// <summary>
    /// Returns how long ago the file was written, by the clock of its file system, which is read from a file that is written now. The
    /// result is never more than the actual time.
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
            // The file is then treated as written just now: waiting too long does no harm.
            return TimeSpan.Zero;
        }
    }

    private static bool IsWholeSecond(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>Converts a timestamp to steps of 100 ns.</summary>
    private long Clock(long timestamp)
    {
        var frequency = _time.TimestampFrequency;
        return (timestamp / frequency * TimeSpan.TicksPerSecond) + (timestamp % frequency * TimeSpan.TicksPerSecond / frequency);
    }

    /// <summary>A lock that was taken; disposing it passes the lock on.</summary>
    internal sealed class Held(RateLimitLockFile lockFile, FileStream file) : IDisposable
    {
        /// <summary>Reads the file; the times are relative to a timestamp.</summary>
        public RateLimitStamps Read(long now)
        {
            file.Position = 0;
            var bytes = new byte[128];
            var text = Encoding.ASCII.GetString(bytes, 0, file.Read(bytes, 0, bytes.Length));
            return RateLimitStamps.Parse(text, lockFile._clock, lockFile.Clock(now), lockFile.SinceWritten);
        }

        /// <summary>Writes stamps whose times are relative to a timestamp.</summary>
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
