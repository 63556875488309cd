using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>A range in the middle of a long list.</summary>
internal static class SkipFigures
{
    public static IEnumerable<Figure> Measure()
    {
        using var sandbox = new SandboxEngine(new SandboxOptions { RequestsPerSecond = 0, HistoryDays = 2, HistoryPerDay = 1000 });
        var all = sandbox.Run("Get-EmailCarDelivery -All", out _);
        var some = sandbox.Run("Get-EmailCarDelivery -All -Skip 1000 -First 45", out var queries);
        yield return new Figure("requests for -Skip 1000 -First 45", queries, "") { AtMost = 3 };
        yield return Figure.Exactly(45, "rows that are the right ones", all.Skip(1000).Take(45).Zip(some).Count(p => Equals(p.First.BaseObject, p.Second.BaseObject)));
    }
}
