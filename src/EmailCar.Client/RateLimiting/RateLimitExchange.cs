using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>Exchanges data between the processes of an account through the lock file: the last departure, and the end of a postponement.</summary>
internal sealed class RateLimitExchange(RateLimitLockFile? lockFile, RateLimiterState state, TimeSpan interval, TimeProvider time) : IRateLimitExchange
{
    /// <summary>
    /// If a process holds the lock for more intervals than this, others no longer wait for it. Other processes are assumed to be sending
    /// for the same number of intervals.
    /// </summary>
    private const int PatienceInIntervals = 10;

    /// <summary>The longest postponement that is accepted from other processes; a longer one is an invalid stamp.</summary>
    internal static readonly TimeSpan LongestPostponement = TimeSpan.FromMinutes(15);

    /// <summary>The time after which an unusable folder is tried again: on a share that does not respond, each attempt may take half a minute.</summary>
    private static readonly TimeSpan FolderPause = TimeSpan.FromMinutes(1);

    private long _noFileUntil = long.MinValue / 2;

    /// <inheritdoc/>
    public RateLimitProblem Problem { get; set; }

    /// <inheritdoc/>
    public bool IsRequired => false;

    private TimeSpan Patience => TimeSpan.FromTicks(interval.Ticks * PatienceInIntervals);

    /// <summary>Takes the lock and reads the data of other processes. Returns null if the lock cannot be taken.</summary>
    public async Task<IRateLimitHold?> TakeAsync(TimeSpan early, CancellationToken cancellationToken)
    {
        if (lockFile is null || _noFileUntil > time.GetTimestamp())
        {
            return null;
        }

        var (held, problem) = await lockFile.TakeAsync(interval, Patience, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            Problem = problem;
            if (problem == RateLimitProblem.FolderUnusable)
            {
                _noFileUntil = time.GetTimestamp() + time.ToTimestamp(FolderPause);
            }

            return null;
        }

        Use(held, file =>
        {
            var now = time.GetTimestamp();
            Hear(file.Read(now), now);
        });
        return new Hold(this, held);
    }

    /// <inheritdoc/>
    public async Task TellAsync()
    {
        if (lockFile is not null)
        {
            using var held = await TakeAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            held?.Tell();
        }
    }

    private void Tell(RateLimitLockFile.Held held)
    {
        if (state.PostponedUntil - time.GetTimestamp() is > 0 and var left)
        {
            Use(held, file =>
            {
                var now = time.GetTimestamp();
                var stamps = file.Read(now);
                file.Write(stamps with { NotBefore = TimeExtensions.Longer(stamps.NotBefore, time.ToSpan(left)) }, now);
            });
        }
    }

    private void Depart(RateLimitLockFile.Held held, long departure) => Use(held, file =>
        file.Write(new(TimeSpan.Zero, time.ToSpan(Math.Max(0, state.PostponedUntil - departure)), state.Writer), departure));

    private void Hear(RateLimitStamps stamps, long now)
    {
        if (stamps.SinceDeparture is { } since && since < Patience)
        {
            state.NotBefore(now - time.ToTimestamp(since) + time.ToTimestamp(interval));
            if (stamps.Writer != state.Writer)
            {
                state.Contend(now + time.ToTimestamp(Patience));
            }
        }

        if (stamps.NotBefore > TimeSpan.Zero && stamps.NotBefore < LongestPostponement)
        {
            state.NotBefore(now + time.ToTimestamp(stamps.NotBefore));
        }
    }

    /// <summary>
    /// Uses the lock and ignores failures: a share may be disconnected, or a disk full. Neither the result of a request nor the next lease
    /// depends on the stamp.
    /// </summary>
    private void Use(RateLimitLockFile.Held held, Action<RateLimitLockFile.Held> use)
    {
        try
        {
            use(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = RateLimitProblem.FolderUnusable;
        }
    }

    /// <summary>A lock that this process holds. The kernel keeps it while this process is alive.</summary>
    private sealed class Hold(RateLimitExchange exchange, RateLimitLockFile.Held held) : IRateLimitHold
    {
        public bool IsOver => false;

        public void Tell() => exchange.Tell(held);

        public void Depart(long departure, TimeSpan interval) => exchange.Depart(held, departure);

        public void Dispose() => held.Dispose();
    }
}
