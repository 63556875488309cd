using System.Diagnostics;
using EmailCar.Platform;

namespace EmailCar.Suppressing;

/// <summary>
/// The lock of a suppression list, a file of its own beside it. It stays there: a lock that is deleted may be held twice, by whoever
/// has opened the old file and by whoever makes a new one.
/// </summary>
internal static class SuppressionLock
{
    /// <summary>A change takes milliseconds; so many of them may come first.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the lock; disposing of it gives it back.</summary>
    /// <exception cref="SuppressionException">Somebody else keeps it, or it can't be taken.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static FileStream Take(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        var random = new Random();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException e) when (SharingViolation.Is(e) && waiting.Elapsed < patience)
            {
                // By chance, so that nobody is always late.
                cancellationToken.WaitHandle.WaitOne(random.Next(1, 20));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new SuppressionException(SharingViolation.Is(e) ? SuppressionProblem.InUse : SuppressionProblem.Unusable, path, e.Message, e);
            }
        }
    }
}
