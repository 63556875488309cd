using System.Text;

namespace EmailCar.Suppressing;

/// <summary>Replaces a file in one step: readers see either the old text or the new one.</summary>
internal static class FileReplacement
{
    /// <summary>Programs that scan each file, such as antivirus software, keep it open briefly.</summary>
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns the file that a path refers to, so that a symbolic link is kept.</summary>
    public static string TargetOf(string path)
    {
#if NET8_0_OR_GREATER
        return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
#else
        return path;
#endif
    }

    /// <summary>Replaces or creates a file. The caller holds the list's lock, so that there is only one caller at a time.</summary>
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
                Thread.Sleep(Pause); // in real time, because the other process closes the file in real time
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
