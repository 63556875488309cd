using System.Management.Automation;
using EmailCar.Failures;

namespace EmailCar.BaseCommands;

/// <summary>Base class for all cmdlets: the pipeline thread waits for background work, and a stop cancels it.</summary>
public abstract class EmailCarCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Canceled by Ctrl+C.</summary>
    internal CancellationToken StopToken => _stopping.Token;

    /// <summary>Cancels the work in progress.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called on another thread if the user stops the pipeline.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Cancels the work in progress.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
        }
    }

    /// <summary>
    /// Returns the file system path for a path. If it belongs to another provider, as a relative path does in Env:, the cmdlet ends with an
    /// error.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="error">Creates the error from the path and the provider.</param>
    internal string FilePath(string path, Func<string, string, ErrorRecord> error)
    {
        var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowTerminatingError(error(path, provider.Name));
        }

        return resolved;
    }

    /// <summary>Returns the place of a journal: a file, or a journal in Redis, which requires a connection with Redis.</summary>
    /// <param name="path">The path.</param>
    /// <param name="connection">The current connection; null if there is none.</param>
    internal string JournalPlace(string path, Connection? connection)
    {
        if (!EmailCarClient.IsRedisJournal(path))
        {
            return FilePath(path, Errors.JournalNotInFiles);
        }

        if (!EmailCarClient.IsRedisJournalName(path))
        {
            ThrowTerminatingError(Errors.InvalidJournalName(path));
        }

        if (connection?.Redis is null)
        {
            ThrowTerminatingError(Errors.RedisRequired(path));
        }

        return path;
    }

    /// <summary>Returns whether a text is the path of a file, relative to the session's location.</summary>
    internal bool IsFile(string text)
    {
        try
        {
            var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(text, out var provider, out _);
            return provider.Name == "FileSystem" && File.Exists(path);
        }
        catch (Exception e) when (e is RuntimeException and not PipelineStoppedException || e is ArgumentException or NotSupportedException)
        {
            return false; // the text before a colon is not a drive, or the text contains characters that paths do not allow
        }
    }

    /// <summary>
    /// Waits on the pipeline thread for work on other threads. A stop is not a failure: it ends the pipeline as
    /// PowerShell expects. A failure is thrown as its <see cref="EmailCarException"/>.
    /// </summary>
    internal T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return Task.Run(() => work(StopToken)).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
