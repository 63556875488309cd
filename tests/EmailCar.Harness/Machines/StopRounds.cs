using System.Diagnostics;
using EmailCar.Testing;

namespace EmailCar.Harness.Machines;

/// <summary>
/// Machines that are stopped (SIGSTOP) for longer than a lease: those that hold it, before they send; and at random. A request sent
/// after its lease has expired is seen as an interval that is too short, because the others use every departure.
/// </summary>
internal static class StopRounds
{
    private const int Rate = 1;
    private const int Processes = 4;

    /// <summary>The key of the rate limit is the only key.</summary>
    private const string RateKeys = "emailcar:rate:*";

    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(6);

    public static async Task<MachineReport> RunAsync(int held, int random)
    {
        var report = new MachineReport($"{Processes} machines at {Rate}/s, stopped for {Stopped.TotalSeconds} s: {held} holders, {random} at random");
        using var redis = new RedisServer();
        using var service = new MachineService(Rate, maxDelay: 20);
        var folder = Directory.CreateTempSubdirectory("emailcar-machines-");
        var machines = Enumerable.Range(0, Processes)
            .Select(i => new Machine(folder.FullName, $"m{i}", RedisHarness.ClockOf(i), new MachineRun(service.Endpoint, redis.Address, "", $"m{i}", 10_000, 1, Rate)))
            .ToArray();
        try
        {
            foreach (var machine in machines)
            {
                machine.Start();
            }

            await Task.WhenAll(machines.Select(machine => machine.ReadyAsync()));
            Machine.Go(folder.FullName);
            await service.ArrivedAsync(2 * Processes, Task.Delay(TimeSpan.FromSeconds(60)));
            await StopHoldersAsync(report, redis, service, machines, held);
            await StopAtRandomAsync(report, service, machines, random);
            report.Add("submissions in all", $"{service.Arrivals.Count}");
        }
        finally
        {
            Array.ForEach(machines, machine => machine.Dispose());
            folder.Delete(recursive: true);
        }

        return report;
    }

    private static async Task StopHoldersAsync(
        MachineReport report, RedisServer redis, MachineService service, Machine[] machines, int rounds)
    {
        using var client = new RespClient(redis.Port);
        var writers = new Dictionary<string, Machine>();
        var (stopped, sent, others) = (0, 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var (machine, before) = await StopHolderAsync(client, service, machines, writers);
            await Task.Delay(Stopped);
            stopped++;
            others += Count(service, before, machine.Name, isFrom: false) > 0 ? 1 : 0;
            var refused = service.Refused;
            var resumed = Stopwatch.GetTimestamp();
            machine.Signal("CONT");

            // Longer than two departures: a request sent on the old lease has arrived by then, too early.
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            sent += service.Refused - refused;
            if (service.Refused > refused)
            {
                report.Findings.Add("sent although the lease was over", $"{machine.Name}, {Count(service, resumed, machine.Name, isFrom: true)} after it went on");
            }
        }

        report.Add("holders stopped beyond their lease", $"{stopped}");
        report.Add("  others went on meanwhile", $"{others}");
        report.Add("  sent on a lease that was over", $"{sent}");
        if (others != stopped)
        {
            report.Findings.Add("the others did not go on", $"{others} of {stopped}");
        }
    }

    /// <summary>Stops the machine that holds the lease before its departure is due: the one whose submission does not arrive.</summary>
    private static async Task<(Machine Machine, long Time)> StopHolderAsync(
        RespClient client, MachineService service, Machine[] machines, Dictionary<string, Machine> writers)
    {
        var key = client.Ask("KEYS", RateKeys)!;
        while (true)
        {
            var holder = client.Ask("HGET", key, "holder");
            if (string.IsNullOrEmpty(holder))
            {
                await Task.Delay(1);
                continue;
            }

            var writer = holder.Split('.')[0];
            if (writers.TryGetValue(writer, out var machine))
            {
                machine.Signal("STOP");
                var now = Stopwatch.GetTimestamp();
                if (client.Ask("HGET", key, "holder") == holder)
                {
                    return (machine, now);
                }

                machine.Signal("CONT"); // it had already sent
                continue;
            }

            // The next departure shows which machine has this name.
            var count = service.Arrivals.Count;
            await service.ArrivedAsync(count + 1, Task.Delay(TimeSpan.FromSeconds(5)));
            if (service.Arrivals.Count == count + 1 && client.Ask("HGET", key, "writer") == writer)
            {
                writers[writer] = machines.Single(m => m.Name == service.Arrivals[count].Name);
            }
        }
    }

    private static async Task StopAtRandomAsync(MachineReport report, MachineService service, Machine[] machines, int stops)
    {
        var random = new Random(1);
        var refused = service.Refused;
        for (var stop = 0; stop < stops; stop++)
        {
            var machine = machines[random.Next(machines.Length)];
            await Task.Delay(random.Next(1000));
            machine.Signal("STOP");
            await Task.Delay(Stopped);
            machine.Signal("CONT");
        }

        await Task.Delay(TimeSpan.FromSeconds(2.5));
        report.Add("stopped at random", $"{stops}");
        report.Add("  between the check and the first byte", $"{service.Refused - refused} (nothing can prevent these)");
    }

    private static int Count(MachineService service, long since, string name, bool isFrom) =>
        service.Arrivals.Count(arrival => arrival.Time > since && (arrival.Name == name) == isFrom);
}
