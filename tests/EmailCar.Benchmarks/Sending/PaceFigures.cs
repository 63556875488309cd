namespace EmailCar.Benchmarks.Sending;

/// <summary>1,000 recipients of one content from one cold process.</summary>
internal static class PaceFigures
{
    private const int Recipients = 1000;
    private const int Submissions = Recipients / 50;

    /// <param name="answersAfter">How late the service answers.</param>
    /// <param name="tolerance">How many times the ideal the whole may take.</param>
    public static IEnumerable<Figure> Measure(TimeSpan answersAfter, double tolerance)
    {
        using var server = new ArrivalServer(SendScript.Accepted, answersAfter);
        SendScript.Run(server, Recipients, "user");
        return Departures.Figures(server, Submissions, tolerance, shortestGap: 998);
    }
}
