using System.Management.Automation;
using EmailCar.Failures;

namespace EmailCar.BaseCommands;

/// <summary>What every cmdlet shares: work below that the pipeline thread waits for, and a stop that ends it.</summary>
public abstract class EmailCarCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled by Ctrl+C.</summary>
    internal CancellationToken StopToken => _stopping.Token;

    /// <summary>Ends what is under way.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called on another thread when the user stops the pipeline.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Ends what is under way.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
        }
    }

    /// <summary>Where a path leads in the file system. One that leads elsewhere, as a relative one does in Env:, ends the cmdlet.</summary>
    /// <param name="path">The path.</param>
    /// <param name="error">Makes an error of the path and of where it leads.</param>
    internal string FilePath(string path, Func<string, string, ErrorRecord> error)
    {
        var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowTerminatingError(error(path, provider.Name));
        }

        return resolved;
    }

    /// <summary>Where a journal is: a file, or a journal in Redis, for which a connection with Redis is needed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="connection">The connection in force; null without one.</param>
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

    /// <summary>True when a text is the path of a file, from the session's location.</summary>
    internal bool IsFile(string text)
    {
        try
        {
            var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(text, out var provider, out _);
            return provider.Name == "FileSystem" && File.Exists(path);
        }
        catch (Exception e) when (e is RuntimeException and not PipelineStoppedException || e is ArgumentException or NotSupportedException)
        {
            return false; // what is before a colon is no drive, or the text has characters that no path has
        }
    }

    /// <summary>
    /// Waits on the pipeline thread for work done on others. A stop is not a failure: it ends the pipeline as
    /// PowerShell expects; a failure comes out as the <see cref="EmailCarException"/> it is.
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
