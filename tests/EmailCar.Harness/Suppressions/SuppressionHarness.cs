using System.Diagnostics;
using EmailCar.Harness.Children;

namespace EmailCar.Harness.Suppressions;

/// <summary>
/// Processes that add to one suppression list until the end, or until they are killed. Then deliveries with each form of ids.
/// </summary>
public static class SuppressionHarness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Adds addresses without killing a process: each address is in the list once.</summary>
    public static async Task<(bool Holds, string Report)> AddAsync(int processes, int addresses)
    {
        var findings = new Findings();
        var running = Stopwatch.StartNew();
        var rows = await InFolderAsync(async folder =>
        {
            var children = Start(folder, 0, processes, addresses);
            await Task.WhenAll(children.Select(c => c.Process.Exited)).WaitAsync(Patience);
            foreach (var child in children.Where(c => c.Process.ExitCode != 0))
            {
                findings.Add("failed processes", await child.Process.ConsoleAsync());
            }

            var listed = ListCheck.Read(Path.Combine(folder, "list.csv"), findings);
            Compare(children, listed, findings);
            Array.ForEach(children, c => c.Process.Dispose());
            return listed.Count;
        });
        var report = $"{processes} processes, {addresses} addresses each: {rows} rows in {running.Elapsed.TotalSeconds:F0} s";
        return (rows == processes * addresses && !findings.Any, Report(report, findings));
    }

    /// <summary>
    /// Kills processes at random moments: all addresses reported as written to disk are in the list, and the list is complete.
    /// </summary>
    public static async Task<(bool Holds, string Report)> KillAsync(int kills, int processes, int seed)
    {
        var findings = new Findings();
        var random = new Random(seed);
        var killed = 0;
        var acknowledged = 0;
        var rows = await InFolderAsync(async folder =>
        {
            var round = 0;
            for (var giveUp = Stopwatch.StartNew(); killed < kills && giveUp.Elapsed < Patience; round++)
            {
                var children = Start(folder, round, processes, addresses: 100_000);
                while (!children.All(c => c.IsReady || c.Process.Exited.IsCompleted) && giveUp.Elapsed < Patience)
                {
                    await Task.Delay(20);
                }

                foreach (var child in children)
                {
                    await Task.Delay(random.Next(50, 600));
                    child.Process.Kill();
                    await child.Process.Exited;
                    killed += child.Process.WasKilled ? 1 : 0;
                }

                Compare(children, ListCheck.Read(Path.Combine(folder, "list.csv"), findings), findings);
                acknowledged += children.Sum(c => c.Acknowledged.Count);
                Array.ForEach(children, c => c.Process.Dispose());
            }

            return ListCheck.Read(Path.Combine(folder, "list.csv"), findings).Count;
        });
        var report = $"{killed} kills: {acknowledged} addresses acknowledged, {rows} rows";
        return (killed >= kills && acknowledged > 0 && rows >= acknowledged && !findings.Any, Report(report, findings));
    }

    /// <summary>
    /// Queries all results and a few single ones, for each form of ids: only addresses whose delivery failed are suppressed.
    /// </summary>
    public static async Task<(bool Holds, string Report)> ShapesAsync()
    {
        var report = await InFolderAsync(async folder =>
        {
            var script = Path.Combine(folder, "shapes.ps1");
            File.WriteAllText(script, ShapesScript.Text);
            using var process = ScriptProcess.Start(script, ["-Manifest", ScriptProcess.ModuleManifest, "-Folder", folder]);
            await process.Exited.WaitAsync(Patience);
            return process.ExitCode == 0 ? await process.ConsoleAsync() : throw await SendingChild.FailureAsync(process);
        });
        return (report.Contains(ShapesScript.Success, StringComparison.Ordinal), report.TrimEnd());
    }

    private static SuppressingChild[] Start(string folder, int round, int processes, int addresses) =>
        [.. Enumerable.Range(0, processes).Select(i => new SuppressingChild(folder, $"r{round}p{i}", addresses))];

    private static void Compare(IEnumerable<SuppressingChild> children, IReadOnlyList<string> listed, Findings findings)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in listed.Where(address => !known.Add(address)))
        {
            findings.Add("addresses twice", address);
        }

        foreach (var address in children.SelectMany(c => c.Acknowledged).Where(address => !known.Contains(address)))
        {
            findings.Add("addresses lost", address);
        }
    }

    private static string Report(string figures, Findings findings) => string.Join(
        Environment.NewLine,
        [$"{figures}; {findings["torn rows"] + findings["torn lists"]} torn, {findings["addresses lost"]} lost, {findings["addresses twice"]} twice", .. findings.Lines()]);

    private static async Task<T> InFolderAsync<T>(Func<string, Task<T>> work)
    {
        var folder = Directory.CreateTempSubdirectory("emailcar-suppress-");
        try
        {
            return await work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
