using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>New processes that start at the same time and share the rate limit of an account.</summary>
internal static class ProcessesFigures
{
    private const int Processes = 8;
    private const int SubmissionsEach = 10;

    public static IEnumerable<Figure> Measure()
    {
        using var server = new ArrivalServer(SendScript.Accepted);
        using var pace = new TemporaryFolder();
        var running = Enumerable.Range(0, Processes).Select(number => Task.Factory.StartNew(
            () => SendScript.Run(server, SubmissionsEach * 50, Name(number), pace.Path),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Task.WhenAll(running.ToArray()).GetAwaiter().GetResult();
        return Departures.Figures(server, Processes * SubmissionsEach, tolerance: 1.02, shortestGap: 995);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"process{number}-");
}
