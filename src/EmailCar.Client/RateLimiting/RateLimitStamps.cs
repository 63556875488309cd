using System.Globalization;

namespace EmailCar.RateLimiting;

/// <summary>
/// The content of a lock file, with times relative to now. The file contains times on the clock of the machine that wrote it. On
/// another machine, the time since the file was written is measured with the clock of the share, so that no clock needs to be right.
/// </summary>
/// <param name="SinceDeparture">The time since the last departure; null if none is known.</param>
/// <param name="NotBefore">How long requests must wait; zero or less for no wait.</param>
/// <param name="Writer">The process that wrote the stamps.</param>
internal readonly record struct RateLimitStamps(TimeSpan? SinceDeparture, TimeSpan NotBefore, string Writer)
{
    public static RateLimitStamps None => new(null, TimeSpan.Zero, "");

    /// <summary>Parses the text of a file; an invalid text delays nothing.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="clock">The name of this machine's clock.</param>
    /// <param name="now">The current time on that clock, in steps of 100 ns.</param>
    /// <param name="sinceWritten">Returns how long ago the text was written, by the clock of the share; called only for the text of another machine.</param>
    public static RateLimitStamps Parse(string text, string clock, long now, Func<TimeSpan> sinceWritten)
    {
        var fields = text.Split(' ');
        if (fields.Length < 5 || Ticks(fields[0]) is not { } departure || Ticks(fields[1]) is not { } notBefore || Ticks(fields[2]) is not { } written)
        {
            return None;
        }

        // The clock never goes back, so a timestamp in the future is from before the machine was restarted.
        if (fields[3] == clock)
        {
            return written > now ? None : new(TimeSpan.FromTicks(now - departure), TimeSpan.FromTicks(notBefore - now), fields[4]);
        }

        var passed = sinceWritten();
        return departure > written ? None : new(TimeSpan.FromTicks(written - departure) + passed, TimeSpan.FromTicks(notBefore - written) - passed, fields[4]);
    }

    /// <summary>Returns the text to write to a file.</summary>
    /// <param name="clock">The name of this machine's clock.</param>
    /// <param name="now">The current time on that clock, in steps of 100 ns.</param>
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
