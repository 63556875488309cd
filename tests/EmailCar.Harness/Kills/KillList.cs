using EmailCar.Harness.Children;
using EmailCar.Harness.Journals;

namespace EmailCar.Harness.Kills;

/// <summary>One list of recipients: sent, killed and sent again with the same command until a run is completed.</summary>
internal sealed class KillList : IDisposable
{
    private const int BatchSize = 5;
    private const int TimeoutSec = 60;

    /// <summary>The frequency of an incomplete line before the next run.</summary>
    private const int TornOneIn = 6;

    private readonly Random _random;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emailcar-kill-");
    private readonly KillService _service;
    private readonly SendingChild _child;
    private readonly KillTally _tally;
    private readonly HashSet<string> _inFlight = [];
    private readonly HashSet<string> _known = [];
    private readonly int _findingsBefore;
    private long _journalEnd;

    public KillList(int seed, int recipients, bool isSmtp, KillTally tally)
    {
        _random = new Random(seed);
        _service = isSmtp ? new SmtpKillService(seed) : new WebApiKillService(seed);
        _child = new SendingChild(_folder.FullName, _service.Endpoint, $"list{seed}", recipients, BatchSize, TimeoutSec, _service.SmtpPort);
        _tally = tally;
        _findingsBefore = tally.Findings.Count;
    }

    public async Task RunAsync(KillBudget budget)
    {
        RunOutput? output;
        do
        {
            MaybeTear();
            output = await RunOnceAsync(budget);
        }
        while (output is null);

        await _service.QuietAsync();
        new KillAccounting(_service, _inFlight, _tally).Check(_child.Addresses, output);
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
            await Task.WhenAny(KillMoment.Next(_random, isSmtp: _service.SmtpPort > 0).WaitAsync(run), process.Exited);
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

        await NoteDeathAsync();
        return null;
    }

    private async Task NoteDeathAsync()
    {
        await _service.QuietAsync();
        var journal = JournalSegment.Read(_child.JournalPath, _journalEnd);
        _journalEnd = journal.End;
        _known.UnionWith(journal.Sent);
        foreach (var recipient in _child.Addresses.Where(r => _service.SentMailIndex[r].Accepted > 0 && !_known.Contains(r)))
        {
            _tally.Findings.Add(KillTally.Unjournalled, recipient);
        }

        _inFlight.UnionWith(journal.Open.SelectMany(to => to));
        _tally.Add(new DeathRecord(
            journal.Sent.Count, journal.Open.Count, journal.Open.Count(to => _service.SentMailIndex[to[0]].Accepted > 0), journal.IsTorn));
    }

    private void MaybeTear()
    {
        if (_random.Next(TornOneIn) == 0 && !JournalSegment.Read(_child.JournalPath, _journalEnd).IsTorn)
        {
            TornLine.Append(_child.JournalPath, _random);
            _tally.AddTornByHand();
        }
    }
}
