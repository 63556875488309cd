using EmailCar.Harness.Children;
using EmailCar.Harness.Kills;

namespace EmailCar.Harness.Resolves;

/// <summary>One list: sent and killed until a run is completed, then resolved, then sent again.</summary>
internal sealed class ResolveList : IDisposable
{
    private const int SameSubject = 5;

    private readonly Random _random;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emailcar-resolve-");
    private readonly ResolveService _service;
    private readonly ResolvingChild _child;
    private readonly ResolveTally _tally;
    private readonly int _findingsBefore;

    public ResolveList(Variation variation, int seed, int recipients, ResolveTally tally)
    {
        _random = new Random(seed);
        _service = new ResolveService(variation, seed);
        var same = variation == Variation.EqualSubjects ? int.MaxValue : SameSubject;
        _child = new ResolvingChild(_folder.FullName, _service.Endpoint, $"list{seed}", recipients, same);
        _tally = tally;
        _findingsBefore = tally.Findings.Count;
    }

    public async Task RunAsync(KillBudget budget)
    {
        RunOutput? output;
        do
        {
            output = await RunOnceAsync(budget);
        }
        while (output is null);

        await _service.QuietAsync();
        var accepted = _child.Addresses.Where(to => _service.SentMailIndex[to].Accepted > 0).ToHashSet();
        var verdicts = await _child.ResolveAsync();
        _service.IsCalm = true;
        var again = await _child.SendAsync();
        await _service.QuietAsync();
        new ResolveAccounting(_service.SentMailIndex, accepted, _tally).Check(_child.Addresses, output, verdicts, again);
    }

    public void Dispose()
    {
        _service.Dispose();
        if (_tally.Findings.Count == _findingsBefore)
        {
            _folder.Delete(recursive: true);
        }
        else
        {
            Console.Error.WriteLine($"Kept for inspection: {_folder.FullName}");
        }
    }

    /// <summary>Runs the command once. Returns null if the run was killed.</summary>
    private async Task<RunOutput?> RunOnceAsync(KillBudget budget)
    {
        var run = _service.BeginRun();
        using var process = _child.Start();
        var isToDie = budget.TryTake();
        if (isToDie)
        {
            await Task.WhenAny(KillMoment.Next(_random, isSmtp: false).WaitAsync(run), process.Exited);
            process.Kill();
        }

        await process.Exited;
        if (process.ExitCode == 0)
        {
            if (isToDie)
            {
                budget.GiveBack();
            }

            return _child.ReadOutput();
        }

        if (!process.WasKilled)
        {
            throw await SendingChild.FailureAsync(process);
        }

        _tally.AddKill();
        await _service.QuietAsync();
        return null;
    }
}
