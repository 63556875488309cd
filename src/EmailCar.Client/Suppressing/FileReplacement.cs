using System.Text;

namespace EmailCar.Suppressing;

/// <summary>Puts a new file in the place of another in one step: whoever reads has the old text or the new one.</summary>
internal static class FileReplacement
{
    /// <summary>Programs that look at each file, such as virus scanners, keep one open for a moment.</summary>
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The file that a path leads to: a link stays a link.</summary>
    public static string TargetOf(string path)
    {
#if NET8_0_OR_GREATER
        return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
#else
        return path;
#endif
    }

    /// <summary>Replaces a file, or makes it. Only one caller at a time: it holds the list's lock.</summary>
    public static void Replace(string path, Encoding encoding, string text)
    {
        var made = path + ".new";
        using (var file = new FileStream(made, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using (var writer = new StreamWriter(file, encoding, 1 << 16, leaveOpen: true))
            {
                writer.Write(text);
            }

            file.Flush(flushToDisk: true);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!File.Exists(path))
                {
                    File.Move(made, path);
                    return;
                }

                KeepMode(path, made);
                File.Replace(made, path, destinationBackupFileName: null, ignoreMetadataErrors: true);
                return;
            }
            catch (IOException) when (attempt < Attempts && File.Exists(made))
            {
                Thread.Sleep(Pause); // in real time, since the other process lets go in real time
            }
        }
    }

    private static void KeepMode(string path, string made)
    {
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(made, File.GetUnixFileMode(path));
        }
#else
        _ = (path, made);
#endif
    }
}
