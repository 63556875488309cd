using System.Diagnostics;

namespace EmailCar.Tables;

/// <summary>A folder for the texts of a large workbook. They are addresses: nobody but the user may read it.</summary>
internal sealed class TextsFolder : IDisposable
{
    public TextsFolder()
    {
        // Whose it was, where a process died before it could delete it.
        using var process = Process.GetCurrentProcess();
        var prefix = $"emailcar-list-{process.Id}-";
#if NETSTANDARD2_0
        // On Windows the folder for temporary files is the user's own.
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
            // A reader that failed on its way has left its files to the finalizer, and Windows deletes no open file.
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
            // The list was read; what is left is in the user's own folder, and temporary.
        }
    }
}
