using EmailCar.Harness.Children;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>Two machines that send one list, killed at random and restarted until both have finished.</summary>
internal static class KillRounds
{
    private const int Recipients = 500;
    private const int BatchSize = 5;

    /// <summary>The maximum number of kills per round; half of the rounds have fewer.</summary>
    private const int MaxKills = 4;

    public static async Task<MachineReport> RunAsync(int rounds, int seed, int parallel)
    {
        var report = new MachineReport($"{rounds} rounds of two machines, one list of {Recipients} emails, killed at random");
        using var redis = new RedisServer();
        var tally = new Tally();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            for (int round; (round = Interlocked.Increment(ref next)) <= rounds;)
            {
                await RoundAsync(redis, seed * 1000 + round, report.Findings, tally);
            }
        }));
        report.Add("emails", $"{rounds * Recipients}");
        report.Add("kills", $"{tally.Kills}, {tally.InFlight} of them with emails in flight");
        report.Add("Unknown at the end", $"{tally.Unknown} emails, {tally.UnknownAccepted} of them accepted");
        report.Add("sent by the one machine and skipped by the other", $"{tally.Skipped} results");
        report.Add("twice", $"{report.Findings["twice"]}");
        report.Add("lost", $"{report.Findings["lost"]}");
        return report;
    }

    private static async Task RoundAsync(RedisServer redis, int seed, Findings findings, Tally tally)
    {
        var random = new Random(seed);
        using var service = new MachineService(rate: 0, maxDelay: 25, seed);
        var folder = Directory.CreateTempSubdirectory("emailcar-machines-");
        var run = new MachineRun(service.Endpoint, redis.Address, $"redis:kill-{seed}", $"l{seed}", Recipients, BatchSize, Rate: 0);
        Machine[] machines = [new(folder.FullName, "a", 30, run), new(folder.FullName, "b", -30, run)];
        Machine.Go(folder.FullName);
        try
        {
            foreach (var machine in machines)
            {
                machine.Start();
            }

            for (var kills = random.Next(MaxKills + 1); kills > 0; kills--)
            {
                var machine = machines[random.Next(2)];
                await service.ArrivedAsync(service.Arrivals.Count + random.Next(1, 30), machine.Process.Exited);
                await Task.Delay(random.Next(25));
                if (machine.Process.Exited.IsCompleted)
                {
                    break;
                }

                machine.Process.Kill();
                await machine.Process.Exited;
                tally.AddKill(InFlight(redis, seed));
                machine.Start();
            }

            var outputs = new List<RunOutput>();
            foreach (var machine in machines)
            {
                outputs.Add(await machine.OutputAsync());
            }

            await service.QuietAsync();
            Check(machines[0].Addresses, outputs, service, findings, tally);
        }
        finally
        {
            Array.ForEach(machines, machine => machine.Dispose());
            folder.Delete(recursive: true);
        }
    }

    private static bool InFlight(RedisServer redis, int seed)
    {
        using var client = new RespClient(redis.Port);
        return client.Ask("HVALS", $"emailcar:journal:{{kill-{seed}}}:emails")!.Contains("|s|", StringComparison.Ordinal);
    }

    private static void Check(IReadOnlyList<string> addresses, List<RunOutput> outputs, MachineService service, Findings findings, Tally tally)
    {
        var results = outputs.SelectMany(output => output.Results).ToLookup(result => result.To);
        foreach (var address in addresses)
        {
            var accepted = service.Mails[address].Accepted;
            var statuses = results[address].Select(result => result.Status).ToArray();
            var example = $"{address}: {string.Join(" and ", results[address].Select(r => $"{r.Status} {r.Id} '{r.Message}'"))}; accepted {accepted} times";
            if (accepted > 1)
            {
                findings.Add("twice", example);
            }

            if (statuses.Length != 2)
            {
                findings.Add("without exactly one result from each machine", example);
            }

            if (statuses.Any(s => s is "Submitted" or "Skipped") && accepted == 0)
            {
                findings.Add("said to be submitted, and never arrived", example);
            }

            if (accepted == 0 && !statuses.Contains("Unknown"))
            {
                findings.Add("lost", example);
            }

            if (statuses.Any(s => s is "NotSent" or "Rejected"))
            {
                findings.Add("not decided", example);
            }

            if (results[address].Any(r => r.Id is not null && r.Id != service.Mails[address].Id))
            {
                findings.Add("another id than the server gave", example);
            }
        }

        tally.Add(results, service);
    }

    /// <summary>The results of all rounds so far.</summary>
    private sealed class Tally
    {
        private readonly Lock _gate = new();

        public int Kills { get; private set; }

        public int InFlight { get; private set; }

        public int Unknown { get; private set; }

        public int UnknownAccepted { get; private set; }

        public int Skipped { get; private set; }

        public void AddKill(bool isInFlight)
        {
            lock (_gate)
            {
                Kills++;
                InFlight += isInFlight ? 1 : 0;
            }
        }

        public void Add(ILookup<string, Result> results, MachineService service)
        {
            lock (_gate)
            {
                var unknown = results.Where(r => r.All(one => one.Status == "Unknown")).Select(r => r.Key).ToArray();
                Unknown += unknown.Length;
                UnknownAccepted += unknown.Count(address => service.Mails[address].Accepted > 0);
                Skipped += results.SelectMany(r => r).Count(one => one.Status == "Skipped");
            }
        }
    }
}
