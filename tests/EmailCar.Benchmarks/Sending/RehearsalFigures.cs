using EmailCar.Testing;

namespace EmailCar.Benchmarks.Sending;

/// <summary>A run with the sandbox, then the same command with the same journal and login for another service.</summary>
internal static class RehearsalFigures
{
    private const string Rehearse = """
        $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
        try {
            $sandbox | Connect-EmailCar -From support@emailcar.net -RequestsPerSecond 0
            $addresses | Send-EmailCarMail -Subject s -Html h -JournalPath $journal
        }
        finally {
            Stop-EmailCarSandbox
        }
        """;

    private const string SendInEarnest = """
        Connect-EmailCar -Endpoint $endpoint -Credential $sandbox.Credential -From support@emailcar.net -RequestsPerSecond 0 -NoVerify
        $addresses | Send-EmailCarMail -Subject s -Html h -JournalPath $journal
        """;

    private static readonly string[] Addresses = ["a@example.com", "b@example.com", "c@example.com"];

    public static IEnumerable<Figure> Measure()
    {
        using var server = new RawServer();
        server.Answer("/v1/mail/send", SendScript.Accepted);
        using var folder = new TemporaryFolder();
        using var engine = new Engine();

        var rehearsed = engine.Run(Rehearse, ("addresses", Addresses), ("journal", folder.File("run.jsonl")));
        var (results, errors) = engine.Try(SendInEarnest, ("endpoint", server.Endpoint));
        var ids = errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

        yield return Figure.Exactly(Addresses.Length, "Submitted to the sandbox", rehearsed.Count(r => r.Properties["Status"].Value.ToString() == "Submitted"));
        yield return Figure.Exactly(1, "refusals, JournalOfAnother", ids.Count(id => id == "JournalOfAnother"));
        yield return Figure.Exactly(0, "other errors", ids.Count(id => id != "JournalOfAnother"));
        yield return Figure.Exactly(0, "requests to the real service", server.Requests.Count);
        yield return Figure.Exactly(0, "results of the refused run", results.Count);
    }
}
