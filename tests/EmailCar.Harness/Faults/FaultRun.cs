using System.Diagnostics;
using EmailCar.Harness.Children;

namespace EmailCar.Harness.Faults;

/// <summary>Sends one list according to a plan of faults, and sends it again without faults.</summary>
internal sealed class FaultRun
{
    /// <summary>The client's timeout for faults about time: the shortest that the module allows.</summary>
    public const int ShortTimeoutSec = 1;

    private const int LongTimeoutSec = 60;
    private const int Submissions = 1000;
    private const int MaxBatchSize = 50;

    private readonly string _name;
    private readonly FaultPlan _plan;
    private readonly bool _isAboutTime;
    private readonly int _recipients;
    private readonly int _batchSize;

    public FaultRun(string name, FaultPlan plan, bool isAboutTime, int recipients, int submissions = Submissions)
    {
        _name = name;
        _plan = plan;
        _isAboutTime = isAboutTime || plan.IsHung;
        _recipients = recipients;
        _batchSize = Math.Clamp(recipients / submissions, 1, MaxBatchSize);
    }

    public async Task<FaultOutcome> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("emailcar-fault-");
        using var service = new FaultService(_plan);
        SendingChild Child(int timeoutSec) => new(folder.FullName, service.Endpoint, "list", _recipients, _batchSize, timeoutSec);
        var child = Child(_isAboutTime ? ShortTimeoutSec : LongTimeoutSec);

        var running = Stopwatch.StartNew();
        var first = await child.RunAsync();
        var elapsed = running.Elapsed;
        await service.QuietAsync();
        var (submissions, hits) = (service.Submissions, service.Hits.ToDictionary());
        var accounting = new FaultAccounting(service.SentMailIndex, _isAboutTime);
        accounting.Check(child.Addresses, first);
        if (_plan.IsHung)
        {
            accounting.CheckBreaker(first, _batchSize);
        }

        service.Recover();
        var second = await Child(LongTimeoutSec).RunAsync(); // without faults, so no response is late
        await service.QuietAsync();
        accounting.CheckResumed(first, second);
        if (accounting.Findings.Any)
        {
            Console.Error.WriteLine($"Kept for inspection: {folder.FullName}");
        }
        else
        {
            folder.Delete(recursive: true);
        }

        return new FaultOutcome(_name, submissions, hits, first, accounting, elapsed);
    }
}
