using System.Diagnostics;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Checks the rate at the server.</summary>
internal static class Departures
{
    /// <param name="server">The server.</param>
    /// <param name="expected">The expected number of requests, one per second.</param>
    /// <param name="tolerance">The maximum total time, as a multiple of the ideal.</param>
    /// <param name="shortestGap">The minimum time between two requests, in milliseconds.</param>
    /// <param name="path">The path of the requests.</param>
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
