using System.Globalization;

namespace EmailCar.RateLimiting;

/// <summary>
/// What a lock file says, as times from now. The file has them on the clock of the machine that wrote it; on another machine only
/// the time that has passed since then on the share's own clock counts, so that nobody's clock has to be right.
/// </summary>
/// <param name="SinceDeparture">How long ago the last request left; null when nobody knows of one.</param>
/// <param name="NotBefore">For how long nobody may leave; zero or less for not at all.</param>
/// <param name="Writer">Who has written it.</param>
internal readonly record struct RateLimitStamps(TimeSpan? SinceDeparture, TimeSpan NotBefore, string Writer)
{
    public static RateLimitStamps None => new(null, TimeSpan.Zero, "");

    /// <summary>Reads the text of a file; a text that makes no sense holds nobody up.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="clock">The name of this machine's clock.</param>
    /// <param name="now">The time on it, in steps of 100 ns.</param>
    /// <param name="sinceWritten">How long ago the text was written, by the clock of the share; asked only for the text of another machine.</param>
    public static RateLimitStamps Parse(string text, string clock, long now, Func<TimeSpan> sinceWritten)
    {
        var fields = text.Split(' ');
        if (fields.Length < 5 || Ticks(fields[0]) is not { } departure || Ticks(fields[1]) is not { } notBefore || Ticks(fields[2]) is not { } written)
        {
            return None;
        }

        // A timestamp from the future, on a clock that never goes back, is from before the machine was started anew.
        if (fields[3] == clock)
        {
            return written > now ? None : new(TimeSpan.FromTicks(now - departure), TimeSpan.FromTicks(notBefore - now), fields[4]);
        }

        var passed = sinceWritten();
        return departure > written ? None : new(TimeSpan.FromTicks(written - departure) + passed, TimeSpan.FromTicks(notBefore - written) - passed, fields[4]);
    }

    /// <summary>The text for a file.</summary>
    /// <param name="clock">The name of this machine's clock.</param>
    /// <param name="now">The time on it, in steps of 100 ns.</param>
    public string Format(string clock, long now) => string.Format(
        CultureInfo.InvariantCulture,
        "{0:D19} {1:D19} {2:D19} {3} {4} ",
        Math.Max(0, now - (SinceDeparture ?? TimeSpan.FromTicks(now)).Ticks),
        Math.Max(0, now + NotBefore.Ticks),
        now,
        clock,
        Writer);

    private static long? Ticks(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks ? ticks : null;
}
