using EmailCar.Failures;
using EmailCar.Platform;
using EmailCar.Settings;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>Runs scripts and commands on a Redis server.</summary>
internal interface IScriptServer : IDisposable
{
    /// <summary>Runs a script once.</summary>
    Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values);

    /// <summary>Runs a command once.</summary>
    Task<RedisResult> ExecuteAsync(string command, object[] arguments);
}

/// <summary>
/// A connection to Redis that waits while the server is not available: requests are repeated until the timeout.
/// A script may therefore run twice, and must be written so that the second run changes nothing.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than the interval at which a run shows that it is alive.</summary>
    private static readonly TimeSpan JustBack = TimeSpan.FromSeconds(6);

    private readonly Lazy<Task<IScriptServer>> _server;
    private readonly RedisSettings _settings;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private long? _gone;
    private long? _back;
    private long _reset;
    private string _reason = "";

    /// <param name="settings">The server.</param>
    /// <param name="patience">How long to wait while the server is not available.</param>
    /// <param name="time">The clock.</param>
    /// <param name="connect">Opens the connection; null to use StackExchange.Redis.</param>
    public RedisConnection(RedisSettings settings, TimeSpan patience, TimeProvider time, Func<Task<IScriptServer>>? connect = null)
    {
        _settings = settings;
        _patience = patience;
        _time = time;
        _server = new Lazy<Task<IScriptServer>>(connect ?? ConnectAsync);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>How long a journal is kept after the last write.</summary>
    public TimeSpan JournalLife => TimeSpan.FromDays(_settings.JournalDays);

    /// <summary>How long the server has not been available, and why; null while it is available.</summary>
    public (TimeSpan Elapsed, string Reason)? Outage
    {
        get
        {
            lock (_gate)
            {
                return _gone is { } since ? (_time.GetElapsedTime(since), _reason) : null;
            }
        }
    }

    /// <summary>
    /// Whether the server came back a few seconds ago: other runs may not have shown yet that they are alive, and must not be considered
    /// dead.
    /// </summary>
    public bool IsJustBack
    {
        get
        {
            lock (_gate)
            {
                return _gone is not null || (_back is { } since && _time.GetElapsedTime(since) < JustBack);
            }
        }
    }

    /// <summary>Starts a command. The waiting time for the server counts from now.</summary>
    public void BeginCommand()
    {
        lock (_gate)
        {
            _reset = _time.GetTimestamp();
        }
    }

    /// <summary>Runs a script, and waits if the server is not available.</summary>
    /// <exception cref="EmailCarException">RedisUnavailable: the server was not available for too long, or rejects the request.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled; the script may have run.</exception>
    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        AskAsync(server => server.EvaluateAsync(script, keys, values), cancellationToken);

    /// <summary>Runs a command, and waits if the server is not available.</summary>
    /// <exception cref="EmailCarException">RedisUnavailable: the server was not available for too long, or rejects the request.</exception>
    public Task<RedisResult> ExecuteAsync(string command, object[] arguments, CancellationToken cancellationToken) =>
        AskAsync(server => server.ExecuteAsync(command, arguments), cancellationToken);

    /// <summary>Runs a script once, if the server is available; otherwise its effect happens later without it.</summary>
    /// <returns>False if there was no response; the script may have run.</returns>
    public async Task<bool> TryEvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            var server = await _server.Value.ConfigureAwait(false);
            await server.EvaluateAsync(script, keys, values).ConfigureAwait(false);
            Answered();
            return true;
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException or ObjectDisposedException)
        {
            if (IsOutage(e))
            {
                NoteOutage(e);
            }

            return false;
        }
    }

    public void Dispose()
    {
        if (_server.IsValueCreated && _server.Value.Status == TaskStatus.RanToCompletion)
        {
            _server.Value.Result.Dispose();
        }
    }

    private async Task<RedisResult> AskAsync(Func<IScriptServer, Task<RedisResult>> question, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var server = await _server.Value.ConfigureAwait(false);
                var answer = await StoppableAsync(question(server), cancellationToken).ConfigureAwait(false);
                Answered();
                return answer;
            }
            catch (Exception e) when (IsOutage(e))
            {
                if (NoteOutage(e) > _patience || IsRefused(e))
                {
                    throw Unavailable(e);
                }
            }
            catch (Exception e) when (e is RedisException or RedisCommandException or ObjectDisposedException)
            {
                throw Unavailable(e);
            }

            await _time.DelayAsync(RetryPause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<RedisResult> StoppableAsync(Task<RedisResult> answer, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (await Task.WhenAny(answer, Task.Delay(Timeout.Infinite, over.Token)).ConfigureAwait(false) != answer)
        {
            _ = answer.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }

        over.Cancel();
        return await answer.ConfigureAwait(false);
    }

    private void Answered()
    {
        lock (_gate)
        {
            _back = _gone is null ? _back : _time.GetTimestamp();
            _gone = null;
        }
    }

    /// <returns>How long the server has been waited for.</returns>
    private TimeSpan NoteOutage(Exception e)
    {
        lock (_gate)
        {
            _gone ??= _time.GetTimestamp();
            _reason = Words(e);
            return _time.GetElapsedTime(Math.Max(_gone.Value, _reset));
        }
    }

    private EmailCarException Unavailable(Exception e) =>
        new(FailureKind.RedisUnavailable, Words(e), HoldsSecret(e) ? null : e);

    /// <summary>
    /// Returns whether a failure is temporary: no connection, no response in time, or a server that is loading its file or is currently not
    /// the master.
    /// </summary>
    private static bool IsOutage(Exception e) => e switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException => Passing.Any(word => e.Message.StartsWith(word, StringComparison.Ordinal)),
        _ => false,
    };

    private static readonly string[] Passing = ["LOADING", "MASTERDOWN", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "MISCONF", "OOM", "NOREPLICAS"];

    /// <summary>Returns whether the server rejected the login. Waiting does not help with a wrong password.</summary>
    private static bool IsRefused(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException!)
        {
            if (cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the first line of the library's message, without options that may contain a secret.</summary>
    private string Words(Exception e)
    {
        var innermost = e;
        while (innermost.InnerException is not null)
        {
            innermost = innermost.InnerException;
        }

        var words = IsRefused(e) ? "The server refuses the login." : innermost.Message;
        return Secrets.Aggregate(words, (text, secret) => text.Replace(secret, "***")).Split('\n')[0].Trim();
    }

    private bool HoldsSecret(Exception e) => Secrets.Any(secret => e.ToString().IndexOf(secret, StringComparison.Ordinal) >= 0);

    private IEnumerable<string> Secrets => _settings.Text.Split(',')
        .Select(part => part.Trim())
        .Where(part => part.StartsWith("password=", StringComparison.OrdinalIgnoreCase))
        .Select(part => part.Substring("password=".Length).Trim())
        .Where(secret => secret.Length > 0);

    private async Task<IScriptServer> ConnectAsync() => await ScriptServer.ConnectAsync(_settings, _patience).ConfigureAwait(false);
}
