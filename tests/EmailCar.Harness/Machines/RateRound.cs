using System.Diagnostics;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>Machines that send at the same time, as fast as the account allows.</summary>
internal static class RateRound
{
    private const double LeastShare = 0.97;

    /// <summary>
    /// Before the measurement, machines send for this long, because here they share the processors, which first compile the code of each.
    /// </summary>
    private const int WarmUpSeconds = 16;

    public static async Task<MachineReport> RunAsync(int processes, int rate, int seconds)
    {
        var report = new MachineReport($"{processes} machines at {rate}/s for {seconds} s");
        using var redis = new RedisServer();
        using var service = new MachineService(rate, maxDelay: 20);
        var folder = Directory.CreateTempSubdirectory("emailcar-machines-");
        var each = (rate * seconds + processes - 1) / processes;
        MachineRun Run(string list) => new(service.Endpoint, redis.Address, "", list, each, 1, rate, WarmUps: rate * WarmUpSeconds / processes);
        var machines = Enumerable.Range(0, processes)
            .Select(i => new Machine(folder.FullName, $"m{i}", RedisHarness.ClockOf(i), Run($"m{i}")))
            .ToArray();
        try
        {
            foreach (var machine in machines)
            {
                machine.Start();
            }

            await Task.WhenAll(machines.Select(machine => machine.ReadyAsync()));
            var warmUps = service.Arrivals.Count;
            Machine.Go(folder.FullName);
            foreach (var machine in machines)
            {
                var output = await machine.OutputAsync();
                foreach (var result in output.Results.Where(r => r.Status != "Submitted"))
                {
                    report.Findings.Add("not submitted", $"{result.To}: {result.Status} {result.Message}");
                }
            }

            Measure(report, service, [.. service.Arrivals.Skip(warmUps).Select(arrival => arrival.Time).Order()], rate, each * processes);
        }
        finally
        {
            Array.ForEach(machines, machine => machine.Dispose());
            folder.Delete(recursive: true);
        }

        return report;
    }

    private static void Measure(MachineReport report, MachineService service, long[] arrivals, int rate, int expected)
    {
        var gaps = arrivals.Zip(arrivals.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalMilliseconds).Order().ToArray();
        var elapsed = Stopwatch.GetElapsedTime(arrivals[0], arrivals[^1]).TotalSeconds;
        var share = (arrivals.Length - 1) / (rate * elapsed);
        report.Add("submissions", $"{arrivals.Length}");
        report.Add("first to last", $"{elapsed:0.000} s");
        report.Add("share of the permitted rate", $"{share:0.0000} (at least {LeastShare})");
        report.Add("gap: shortest, median, longest", $"{gaps[0]:0.00}, {gaps[gaps.Length / 2]:0.00}, {gaps[^1]:0.00} ms");
        report.Add("refused as too early", $"{service.Refused}");
        if (share < LeastShare)
        {
            report.Findings.Add("share too small", FormattableString.Invariant($"{share:0.0000}"));
        }

        if (service.Refused > 0 || arrivals.Length != expected)
        {
            report.Findings.Add("refused, or not as many as sent", FormattableString.Invariant($"{service.Refused} refused, {arrivals.Length} of {expected}"));
        }
    }
}
