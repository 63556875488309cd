using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>What the processes of an account tell each other through the lock file: when a request last left, and until when nobody may.</summary>
internal sealed class RateLimitExchange(RateLimitLockFile? lockFile, RateLimiterState state, TimeSpan interval, TimeProvider time) : IRateLimitExchange
{
    /// <summary>A holder that keeps the lock for longer is not waited for; and for so long others count as sending.</summary>
    private const int PatienceInIntervals = 10;

    /// <summary>A wait that others ask for is believed up to here; more is a stamp that makes no sense.</summary>
    internal static readonly TimeSpan LongestPostponement = TimeSpan.FromMinutes(15);

    /// <summary>A folder that can't be used is tried again after this: on a dead share each try may take half a minute.</summary>
    private static readonly TimeSpan FolderPause = TimeSpan.FromMinutes(1);

    private long _noFileUntil = long.MinValue / 2;

    /// <inheritdoc/>
    public RateLimitProblem Problem { get; set; }

    /// <inheritdoc/>
    public bool IsRequired => false;

    private TimeSpan Patience => TimeSpan.FromTicks(interval.Ticks * PatienceInIntervals);

    /// <summary>The lock, once what others have left in it counts here; null where there is none to be had.</summary>
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
    /// A share may go away, and a disk be full. What has left has left: neither its outcome nor the next lease depends on a stamp.
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

    /// <summary>The lock in hand. The kernel keeps it for as long as this process lives.</summary>
    private sealed class Hold(RateLimitExchange exchange, RateLimitLockFile.Held held) : IRateLimitHold
    {
        public bool IsOver => false;

        public void Tell() => exchange.Tell(held);

        public void Depart(long departure, TimeSpan interval) => exchange.Depart(held, departure);

        public void Dispose() => held.Dispose();
    }
}
