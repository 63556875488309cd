using System.Diagnostics;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Protecting;

/// <summary>
/// Checks 10,000 addresses in 300 domains against bind9: the duration, the results, and that a failing server does not make any address
/// invalid.
/// </summary>
internal static class DomainFigures
{
    private const int Addresses = 10_000;
    private const int Domains = 300;
    private const double Limit = 5;

    public static IEnumerable<Figure> Measure()
    {
        var zones = new Dictionary<string, IEnumerable<string>>
        {
            // A third has mail servers, and a third an address that is used instead. Of the rest, half accept no email, and half do not
            // exist.
            ["good.test"] = Enumerable.Range(0, Domains).SelectMany<int, string>(i => (i % 6) switch
            {
                0 or 1 => [$"d{i} IN MX 10 ns.good.test."],
                2 => [$"d{i} IN A 192.0.2.1"],
                3 => [$"d{i} IN AAAA 2001:db8::1"],
                4 => [$"d{i} IN MX 0 ."],
                _ => [],
            }),

            // A zone that cannot be loaded: bind answers SERVFAIL.
            ["broken.test"] = ["this is no record"],
        };
        using var server = new BindServer(zones);
        using var engine = new Engine();
        var good = $"127.0.0.1:{server.Port}";

        var (seconds, statuses) = Check(engine, "good.test", good);
        yield return new Figure($"{Addresses} addresses over {Domains} domains", Math.Round(seconds, 2), "s") { AtMost = Limit };
        yield return Figure.Exactly(Addresses, "right answers", statuses.Count(IsRight));
        yield return Figure.Exactly(0, "invalid with SERVFAIL", Check(engine, "broken.test", good).Statuses.Count(s => !s.Valid));
        yield return Figure.Exactly(0, "invalid with the server down", Check(engine, "good.test", "127.0.0.1:1").Statuses.Count(s => !s.Valid));
    }

    private static bool IsRight((int Domain, bool Valid, string Status) check) => (check.Domain % 6) switch
    {
        4 => !check.Valid && check.Status == "AcceptsNoEmail",
        5 => !check.Valid && check.Status == "NotFound",
        _ => check.Valid && check.Status == "Accepts",
    };

    private static (double Seconds, IReadOnlyList<(int Domain, bool Valid, string Status)> Statuses) Check(Engine engine, string zone, string server)
    {
        var addresses = Enumerable.Range(0, Addresses).Select(i => $"user{i}@d{i % Domains}.{zone}").ToArray();
        var watch = Stopwatch.StartNew();
        var checks = engine.Run("$addresses | Test-EmailCarAddress -ResolveDomain -DnsServer $server", ("addresses", addresses), ("server", server));
        var seconds = watch.Elapsed.TotalSeconds;
        return (seconds, [.. checks.Select((c, i) => (i % Domains, (bool)c.Properties["Valid"].Value, $"{c.Properties["DomainStatus"].Value}"))]);
    }
}
