namespace EmailCar.Journal;

/// <summary>
/// The lock of a journal, a file of its own beside it, so that anybody may read the journal while a run writes it.
/// </summary>
internal static class JournalLock
{
    /// <summary>Whoever only looks whether a run is writing holds the file for a moment: no run fails by that.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock; disposing of it gives it back.</summary>
    /// <exception cref="JournalException">Another run has it, or it can't be taken.</exception>
    public static FileStream Take(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(
                    path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (IsHeld(e) && attempt < Attempts)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new JournalException(IsHeld(e) ? JournalProblem.InUse : JournalProblem.Unusable, path, e.Message, e);
            }
        }
    }

    /// <summary>True when a run has the lock now. The run notices nothing of it.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            // Sharing reading only is what conflicts with a run's lock on every system.
            using var file = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Who may not open it can't tell; a file that is left behind by a run that was killed can be opened.
            return IsHeld(e);
        }
    }

    /// <summary>Windows and Mono name a violation of sharing or of a lock; elsewhere .NET has EAGAIN as Linux or macOS number it.</summary>
    private static bool IsHeld(Exception e) => (uint)e.HResult is 0x80070020 or 0x80070021 or 11 or 35;
}
