using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The lock that processes of one account pass on: a file that its holder keeps locked. The kernel frees it when the
/// holder dies. It holds two wall-clock stamps: the last departure, and until when nobody may leave.
/// </summary>
internal sealed class RateLimitLockFile
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>So that a stamp that can't be written fails when it is written.</summary>
    private const int Unbuffered = 1;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly bool _isForAll;

    private RateLimitLockFile(string path, TimeProvider time, bool isForAll)
    {
        _path = path;
        _time = time;
        _isForAll = isForAll;
    }

    /// <summary>The folder where all processes of this user meet; empty when the system does not name one.</summary>
    public static string DefaultFolder => UserFolder.Below(Environment.SpecialFolder.LocalApplicationData, "EmailCar", "pace");

    /// <summary>The lock of an account; null when the folder can't be used.</summary>
    /// <param name="folder">Where it lies; made when it is not there.</param>
    /// <param name="endpoint">Of the account.</param>
    /// <param name="userName">Of the account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isForAll">True in a folder that users share: whoever may use the folder may take the lock.</param>
    public static RateLimitLockFile? TryOpen(string folder, Uri endpoint, string userName, TimeProvider time, bool isForAll = false)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, Name(endpoint, userName) + ".pace");
            var lockFile = new RateLimitLockFile(path, time, isForAll);
            lockFile.TryMake();
            return lockFile;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; null when nobody departs for longer than that. As long as it goes round, nobody hangs.</summary>
    public async Task<Held?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        var written = File.GetLastWriteTimeUtc(_path);
        while (true)
        {
            if (TryTake() is { } held)
            {
                return held;
            }

            if (_time.GetElapsedTime(since) > patience)
            {
                var now = File.GetLastWriteTimeUtc(_path);
                if (now == written)
                {
                    return null;
                }

                (since, written) = (_time.GetTimestamp(), now);
            }

            await _time.DelayAsync(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever is first makes the file. That one may be written to must show now; locked, it is no worse for it.</summary>
    private void TryMake()
    {
        try
        {
            using var made = Open(FileShare.ReadWrite);
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Somebody holds it.
        }
    }

    /// <summary>Opens the file, or makes it. Told to make what another user has made, Linux refuses in folders like /tmp.</summary>
    private FileStream Open(FileShare share)
    {
        try
        {
            return new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, share, Unbuffered);
        }
        catch (FileNotFoundException)
        {
            var made = new FileStream(_path, FileMode.CreateNew, FileAccess.ReadWrite, share, Unbuffered);
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

    private static string Name(Uri endpoint, string userName)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{endpoint}\n{userName.ToUpperInvariant()}"));
        return string.Concat(hash.Take(12).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private Held? TryTake()
    {
        try
        {
            return new Held(Open(FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else holds it, or it has become unusable; either way patience has its end.
            return null;
        }
    }

    /// <summary>The lock in hand; disposing of it passes it on.</summary>
    internal sealed class Held(FileStream file) : IDisposable
    {
        /// <summary>Reads both stamps; the beginning of time where there is none.</summary>
        public (DateTime LastDeparture, DateTime NotBefore) Read()
        {
            file.Position = 0;
            var bytes = new byte[64];
            var text = Encoding.ASCII.GetString(bytes, 0, file.Read(bytes, 0, bytes.Length)).Split(' ');
            return text.Length >= 2 && Ticks(text[0]) is { } last && Ticks(text[1]) is { } notBefore
                ? (last, notBefore)
                : (DateTime.MinValue, DateTime.MinValue);
        }

        public void Write(DateTime lastDeparture, DateTime notBefore)
        {
            var text = string.Format(CultureInfo.InvariantCulture, "{0:D19} {1:D19} ", lastDeparture.Ticks, notBefore.Ticks);
            file.Position = 0;
            file.Write(Encoding.ASCII.GetBytes(text), 0, text.Length);
            file.Flush();
        }

        public void Dispose() => file.Dispose();

        private static DateTime? Ticks(string text) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
                ? new DateTime(ticks, DateTimeKind.Utc)
                : null;
    }
}
