using System.Diagnostics;

namespace EmailCar.Benchmarks.Sending;

/// <summary>What a server saw of the pace.</summary>
internal static class Departures
{
    /// <param name="server">Where the submissions came to.</param>
    /// <param name="expected">How many, one a second.</param>
    /// <param name="tolerance">How many times the ideal the whole may take.</param>
    /// <param name="shortestGap">Milliseconds that have to lie between two.</param>
    /// <param name="path">What was asked for.</param>
    public static IEnumerable<Figure> Figures(
        ArrivalServer server, int expected, double tolerance, double shortestGap, string path = "/v1/mail/send")
    {
        var arrivals = server.Arrivals(path);
        yield return Figure.Exactly(expected, path == "/v1/mail/send" ? "submissions" : "requests", arrivals.Count);
        if (arrivals.Count < 2)
        {
            yield break;
        }

        var gaps = ArrivalServer.Gaps(arrivals);
        var elapsed = Stopwatch.GetElapsedTime(arrivals[0].Timestamp, arrivals[^1].Timestamp).TotalSeconds;
        yield return new Figure("first to last", elapsed, "s") { AtMost = Math.Round(tolerance * (expected - 1), 3) };
        yield return new Figure("first gap", gaps[0], "ms") { AtLeast = shortestGap };
        yield return new Figure("shortest gap", gaps.Min(), "ms") { AtLeast = shortestGap };
        yield return new Figure("longest gap", gaps.Max(), "ms");
    }
}
