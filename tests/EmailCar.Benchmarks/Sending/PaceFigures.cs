namespace EmailCar.Benchmarks.Sending;

/// <summary>1,000 recipients with the same content, from a new process.</summary>
internal static class PaceFigures
{
    private const int Recipients = 1000;
    private const int Submissions = Recipients / 50;

    /// <param name="answersAfter">The delay of the service's responses.</param>
    /// <param name="tolerance">The maximum total time, as a multiple of the ideal.</param>
    public static IEnumerable<Figure> Measure(TimeSpan answersAfter, double tolerance)
    {
        using var server = new ArrivalServer(SendScript.Accepted, answersAfter);
        SendScript.Run(server, Recipients, "user");
        return Departures.Figures(server, Submissions, tolerance, shortestGap: 998);
    }
}
