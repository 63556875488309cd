using System.Diagnostics;
using EmailCar.Platform;

namespace EmailCar.Suppressing;

/// <summary>
/// The lock of a suppression list: a separate file next to it. The file is never deleted, because two processes could then hold the lock:
/// one with the old file open, the other with a new one.
/// </summary>
internal static class SuppressionLock
{
    /// <summary>A change takes milliseconds, so this is enough for many changes by other processes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the lock. Disposing the result releases it.</summary>
    /// <exception cref="SuppressionException">Another process holds the lock, or the lock cannot be taken.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
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
                // A random time, so that no process always loses.
                cancellationToken.WaitHandle.WaitOne(random.Next(1, 20));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new SuppressionException(SharingViolation.Is(e) ? SuppressionProblem.InUse : SuppressionProblem.Unusable, path, e.Message, e);
            }
        }
    }
}
