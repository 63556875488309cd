using EmailCar.Platform;

namespace EmailCar.Journal;

/// <summary>
/// The lock of a journal: a separate file next to it, so that the journal can be read while a run writes to it.
/// </summary>
internal static class JournalLock
{
    /// <summary>
    /// A process that checks whether a run is writing opens the file briefly; because of the retries, this does not make a run fail.
    /// </summary>
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock. Disposing the result releases it.</summary>
    /// <exception cref="JournalException">Another run holds the lock, or the lock cannot be taken.</exception>
    public static FileStream Take(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(
                    path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (SharingViolation.Is(e) && attempt < Attempts)
            {
                Thread.Sleep(Pause); // in real time, because the other process closes the file in real time
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new JournalException(SharingViolation.Is(e) ? JournalProblem.InUse : JournalProblem.Unusable, path, e.Message, e);
            }
        }
    }

    /// <summary>Returns whether a run holds the lock now. Does not disturb the run.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            // Shared reading conflicts with a run's lock on every system.
            using var file = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without access, the state is not known. A lock file that a killed run has left can be opened.
            return SharingViolation.Is(e);
        }
    }
}
