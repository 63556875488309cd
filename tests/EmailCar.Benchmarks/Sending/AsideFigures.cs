using EmailCar.Testing;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// One address among the 50 of a submission that the service rejects, at each of the 50 positions; the worst case counts.
/// </summary>
internal static class AsideFigures
{
    private const int Recipients = 50;
    private const string BadAddress = "bad@example.com";
    private const string Refusal = "收件人地址格式错误";

    public static IEnumerable<Figure> Measure() =>
        [
            .. Measure("not named", Refusal, mostSubmissions: 13),
            .. Measure("named", $"{Refusal}: {BadAddress}", mostSubmissions: 2),
        ];

    private static IEnumerable<Figure> Measure(string how, string refusal, int mostSubmissions)
    {
        using var server = new RawServer();
        server.Handle("/v1/mail/send", request => request["to"].Split(';').Contains(BadAddress)
            ? $$"""{"status":"error","msg":"{{refusal}}"}"""
            : SendScript.Accepted);
        server.Answer("/v1/user/balance", """{"data":{"points":{"email":"1000"}},"msg":"数据成功获取","status":"success"}""");
        using var engine = new Engine();
        engine.Connect(server.Endpoint);

        var fewestSubmitted = Recipients;
        var mostNeeded = 0;
        for (var place = 0; place < Recipients; place++)
        {
            var before = server.Submissions.Count;
            fewestSubmitted = Math.Min(fewestSubmitted, Submitted(engine, place));
            mostNeeded = Math.Max(mostNeeded, server.Submissions.Count - before);
        }

        yield return Figure.Exactly(Recipients - 1, $"{how}: Submitted", fewestSubmitted);
        yield return new Figure($"{how}: submissions", mostNeeded, "") { AtMost = mostSubmissions };
    }

    /// <summary>Returns the number of other recipients that are Submitted; zero unless only the bad address was Rejected.</summary>
    private static int Submitted(Engine engine, int place)
    {
        var addresses = Enumerable.Range(0, Recipients).Select(i => i == place ? BadAddress : $"user{i}@example.com").ToArray();
        var (results, _) = engine.Try("$addresses | Send-EmailCarMail -Subject s -Html h", ("addresses", addresses));
        var byStatus = results.ToLookup(r => r.Properties["Status"].Value.ToString(), r => r.Properties["To"].Value.ToString());
        return byStatus["Rejected"].SequenceEqual([BadAddress]) ? byStatus["Submitted"].Distinct().Count() : 0;
    }
}
