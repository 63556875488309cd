using System.Diagnostics;

namespace EmailCar.Tables;

/// <summary>A folder for the texts of a large workbook. The texts contain addresses, so only the user may read it.</summary>
internal sealed class TextsFolder : IDisposable
{
    public TextsFolder()
    {
        // The prefix identifies folders that are left over after a process died.
        using var process = Process.GetCurrentProcess();
        var prefix = $"emailcar-list-{process.Id}-";
#if NETSTANDARD2_0
        // On Windows, the folder for temporary files belongs to the user.
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{prefix}{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path);
#else
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
#endif
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A reader that failed leaves its files to the finalizer, and Windows does not delete open files.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            DeleteAgain();
        }
    }

    private void DeleteAgain()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The list was read; the files that remain are temporary and in the user's own folder.
        }
    }
}
