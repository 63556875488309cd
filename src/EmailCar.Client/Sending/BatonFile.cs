using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Sending;

/// <summary>
/// The baton that processes of one account pass on: a file that its holder keeps locked. The kernel frees it when the
/// holder dies. It holds two wall-clock stamps: the last departure, and until when nobody may leave.
/// </summary>
internal sealed class BatonFile
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly string _path;
    private readonly TimeProvider _time;

    private BatonFile(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    /// <summary>The folder where all processes of this user meet; empty when the system does not name one.</summary>
    public static string DefaultFolder => UserFolder.Below(Environment.SpecialFolder.LocalApplicationData, "EmailCar", "pace");

    /// <summary>The baton of an account; null when the folder can't be used.</summary>
    public static BatonFile? TryOpen(string folder, Uri endpoint, string userName, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, Name(endpoint, userName) + ".pace");
            TryMake(path);
            return new BatonFile(path, time);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Waits for the baton; null when nobody departs for longer than that. As long as it goes round, nobody hangs.</summary>
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
    private static void TryMake(string path)
    {
        try
        {
            using var made = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody holds it.
        }
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
            return new Held(new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 64));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else holds it, or it has become unusable; either way patience has its end.
            return null;
        }
    }

    /// <summary>The baton in hand; disposing of it passes it on.</summary>
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
