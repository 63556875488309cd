using EmailCar.Harness.Children;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>Two machines that send one list while their Redis server is killed and restarted.</summary>
internal static class CrashRounds
{
    private const int Recipients = 500;
    private const int BatchSize = 5;

    public static async Task<MachineReport> RunAsync(int rounds, int downSeconds)
    {
        var report = new MachineReport($"{rounds} rounds of two machines, one list of {Recipients} emails; Redis is killed and is down for {downSeconds} s");
        var warned = 0;
        for (var round = 1; round <= rounds; round++)
        {
            warned += await RoundAsync(report, new Random(round), round, downSeconds);
        }

        report.Add("emails", $"{rounds * Recipients}");
        report.Add("machines that warned and went on by themselves", $"{warned} of {2 * rounds}");
        report.Add("twice", $"{report.Findings["twice"]}");
        report.Add("lost", $"{report.Findings["lost"]}");
        return report;
    }

    private static async Task<int> RoundAsync(MachineReport report, Random random, int round, int downSeconds)
    {
        using var redis = new RedisServer();
        using var service = new MachineService(rate: 20, maxDelay: 25, round);
        var folder = Directory.CreateTempSubdirectory("emailcar-machines-");
        var run = new MachineRun(service.Endpoint, redis.Address, "redis:crash", $"c{round}", Recipients, BatchSize, Rate: 20);
        Machine[] machines = [new(folder.FullName, "a", 30, run), new(folder.FullName, "b", -30, run)];
        try
        {
            foreach (var machine in machines)
            {
                machine.Start();
            }

            await Task.WhenAll(machines.Select(machine => machine.ReadyAsync()));
            Machine.Go(folder.FullName);
            await service.ArrivedAsync(random.Next(10, 80), machines[0].Process.Exited);
            redis.Kill();
            await Task.Delay(TimeSpan.FromSeconds(1));
            var before = service.Arrivals.Count;
            await Task.Delay(TimeSpan.FromSeconds(downSeconds - 1));
            if (service.Arrivals.Count > before)
            {
                report.Findings.Add("sent while Redis was down", $"{service.Arrivals.Count - before} submissions");
            }

            redis.Start();
            var results = new List<Result>();
            var warned = 0;
            foreach (var machine in machines)
            {
                var output = await machine.OutputAsync();
                results.AddRange(output.Results);
                warned += machine.Warnings().Any(warning => warning.Contains("Redis", StringComparison.Ordinal)) ? 1 : 0;
                foreach (var id in output.ErrorIds)
                {
                    report.Findings.Add("error", id);
                }
            }

            await service.QuietAsync();
            Check(report.Findings, machines[0].Addresses, results.ToLookup(result => result.To), service);
            return warned;
        }
        finally
        {
            Array.ForEach(machines, machine => machine.Dispose());
            folder.Delete(recursive: true);
        }
    }

    private static void Check(Findings findings, IReadOnlyList<string> addresses, ILookup<string, Result> results, MachineService service)
    {
        foreach (var address in addresses)
        {
            var accepted = service.Mails[address].Accepted;
            var example = $"{address}: {string.Join(" and ", results[address].Select(r => $"{r.Status} '{r.Message}'"))}; accepted {accepted} times";
            if (accepted > 1)
            {
                findings.Add("twice", example);
            }

            if (accepted == 0)
            {
                findings.Add("lost", example);
            }

            if (results[address].Count() != 2 || results[address].Any(r => r.Status is not ("Submitted" or "Skipped")))
            {
                findings.Add("neither submitted nor skipped", example);
            }
        }
    }
}
