using System.Globalization;
using System.Management.Automation;
using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>The deliveries of emails that were just sent, without other emails on that day.</summary>
internal static class FateFigures
{
    private const string Send =
        "$sent = 1..$count | ForEach-Object { \"user$_@example.com\" } | Send-EmailCarMail -Subject s -Html h; $sent";

    private const string OneByOne = "$sent | ForEach-Object { $_ | Get-EmailCarDelivery }";

    private static readonly SandboxOptions Plain = new() { RequestsPerSecond = 0 };

    public static IEnumerable<Figure> Measure()
    {
        const int Mails = 1000;
        using var sandbox = new SandboxEngine(Plain);
        sandbox.Run(Send, out _, ("count", Mails));
        var results = sandbox.Run("$sent | Get-EmailCarDelivery", out var queries);
        var ids = sandbox.Run("$sent | ForEach-Object { $_.Id } | Get-EmailCarDelivery", out var queriesOfIds);
        var oneByOne = sandbox.Run(OneByOne, out var queriesOneByOne);

        yield return new Figure("requests for 1,000 ids", queriesOfIds, "") { AtMost = 26 };
        yield return new Figure("requests for 1,000 send results", queries, "") { AtMost = 26 };
        yield return new Figure("requests one by one", queriesOneByOne, "");
        yield return Figure.Exactly(Mails, "rows of the ids", ids.Count);
        yield return Figure.Exactly(Mails, "rows of the send results equal to those one by one", Equal(results, oneByOne));
    }

    public static IEnumerable<Figure> MeasureCsv()
    {
        const int Mails = 1000;
        using var sandbox = new SandboxEngine(Plain);
        var sent = sandbox.Run(Send, out _, ("count", Mails));
        var fresh = sandbox.Run("$sent | Get-EmailCarDelivery", out _);
        foreach (var culture in new[] { "", "zh-CN", "de-DE" })
        {
            var rows = InCulture(culture, () => sent.Select(AsOfCsv).ToArray());
            var imported = InCulture(culture, () => sandbox.Run("$rows | Get-EmailCarDelivery", out _, ("rows", rows)));
            yield return Figure.Exactly(Mails, $"rows equal to fresh ones, culture '{culture}'", Equal(fresh, imported));
        }
    }

    /// <summary>Measures a service that shares ids, or returns none.</summary>
    public static IEnumerable<Figure> MeasureOdd(SandboxOptions options, int mails)
    {
        using var sandbox = new SandboxEngine(options);
        sandbox.Run(Send, out _, ("count", mails));
        var oneByOne = sandbox.Run(OneByOne, out _);
        using var shell = sandbox.Engine.Prepare("$sent | Get-EmailCarDelivery -Verbose");
        var rows = shell.Invoke();

        yield return Figure.Exactly(mails, "rows", rows.Count);
        yield return Figure.Exactly(mails, "mails by distinct id and place", Distinct(rows));
        yield return Figure.Exactly(
            options.RowIdShape == RowIdShape.None ? 1 : 0, "told with -Verbose", shell.Streams.Verbose.Count(v => v.Message.Contains("without ids", StringComparison.Ordinal)));
        if (options.RowIdShape == RowIdShape.None)
        {
            yield return Figure.Exactly(mails, "rows equal to those one by one", Equal(rows, oneByOne));
        }
    }

    /// <summary>Returns the number of rows of all ids, counting at most as many rows per id as a submission has recipients.</summary>
    private static int Distinct(IReadOnlyList<PSObject> rows) => rows.GroupBy(row => row.Properties["Id"].Value).Sum(g => Math.Min(50, g.Count()));

    private static int Equal(IReadOnlyList<PSObject> one, IReadOnlyList<PSObject> other) =>
        one.Zip(other).Count(pair => pair.First.Properties.All(p => Equals(p.Value, pair.Second.Properties[p.Name].Value)));

    /// <summary>Returns the result of Export-Csv and Import-Csv for an object: text in the culture of the session.</summary>
    private static PSObject AsOfCsv(PSObject result)
    {
        var row = new PSObject();
        foreach (var property in result.Properties)
        {
            row.Properties.Add(new PSNoteProperty(property.Name, property.Value?.ToString() ?? ""));
        }

        return row;
    }

    private static T InCulture<T>(string name, Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
