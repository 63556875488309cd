using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Merging;

/// <summary>
/// The CPU time of merged emails with -InlineCss compared with that of the same emails without, and the one-time cost of inlining a
/// template. Both measurements include the server, which is in this process.
/// </summary>
internal static class InlineFigures
{
    private const int Mails = 5_000;
    private const int RoundCount = 5;
    private const double Limit = 2;
    private const int LargeBytes = 60 * 1024;

    private const string Command = "$rows | Send-EmailCarMail -Merge -Subject '{{Name}}, {{No}}' -Html $html -WarningAction SilentlyContinue";

    public static IEnumerable<Figure> Measure()
    {
        using var server = new InstantServer();
        using var engine = new Engine();
        engine.Connect(server.Endpoint);
        var html = MakeHtml(10 * 1024);
        var rows = Rows(Mails);
        yield return new Figure("characters of the template", html.Length, "");

        var before = server.Submissions;
        var (without, with) = Rounds(engine, html, rows, "");
        yield return Figure.Exactly(2 * (RoundCount + 1) * Mails, "submissions", server.Submissions - before);
        yield return new Figure("a merged email: CPU", without, "µs");
        yield return new Figure("with -InlineCss: CPU", with, "µs");
        yield return new Figure("with -InlineCss beside without", Math.Round(with / without, 2), "×") { AtMost = Limit };

        (without, with) = Rounds(engine, html, rows, "-WhatIf");
        yield return new Figure("nothing sent (-WhatIf): with beside without", Math.Round(with / without, 2), "×");

        var large = MakeHtml(LargeBytes);
        yield return new Figure("characters of the large template", large.Length, "");
        var once = Least(() => Milliseconds(engine, large, Rows(1), "-InlineCss")) - Least(() => Milliseconds(engine, large, Rows(1), ""));
        var often = Least(() => Milliseconds(engine, large, Rows(100), "-InlineCss")) - Least(() => Milliseconds(engine, large, Rows(100), ""));
        yield return new Figure("inlining 60 KB, run of 1 email", Math.Round(once, 1), "ms");
        yield return new Figure("inlining 60 KB, run of 100 emails", Math.Round(often, 1), "ms") { AtMost = 100 * once / 4 }; // far less than inlining each email
    }

    private static (double Without, double With) Rounds(Engine engine, string html, PSObject[] rows, string how)
    {
        var rounds = Enumerable.Range(0, RoundCount + 1)
            .Select(_ => (Without: Cpu(engine, html, rows, how), With: Cpu(engine, html, rows, how + " -InlineCss")))
            .ToArray()[1..]; // code that is compiled once does not count
        return (rounds.Min(round => round.Without), rounds.Min(round => round.With));
    }

    private static double Cpu(Engine engine, string html, PSObject[] rows, string how)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        engine.Run($"{Command} {how} | Out-Null", ("rows", rows), ("html", html));
        return Math.Round((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / rows.Length, 1);
    }

    private static double Milliseconds(Engine engine, string html, PSObject[] rows, string how)
    {
        var watch = Stopwatch.StartNew();
        engine.Run($"{Command} -WhatIf {how} | Out-Null", ("rows", rows), ("html", html));
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Least(Func<double> measure) => Enumerable.Range(0, RoundCount).Min(_ => measure());

    /// <summary>Creates a designed email: 40 rules, nested tables, four tags in each paragraph.</summary>
    private static string MakeHtml(int length)
    {
        var html = new StringBuilder("<html><head><style>body,td{font-family:Arial,sans-serif;color:#333}table{border-collapse:collapse}a:hover{color:red}");
        for (var i = 0; i < 36; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $".c{i}{{padding:{i}px;color:#{i:x2}2233;line-height:{i + 10}px}}\n");
        }

        html.Append("@media (max-width:480px){.c1{width:100%!important}}</style></head><body>");
        for (var i = 0; html.Length < length; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<table class=\"c{i % 36}\"><tr><td class=\"c{(i + 7) % 36}\"><p>尊敬的 {{{{Name}}}}, your order {{{{No}}}} of {{{{Amount}}}} is on its way. You find all about it on the page of your account, where invoices and returns are as well.</p><a class=\"c{(i + 9) % 36}\" href=\"https://example.com/orders/{{{{No}}}}\">See the order</a></td></tr></table>\n");
        }

        return html.Append("</body></html>").ToString();
    }

    private static PSObject[] Rows(int count) => [.. Enumerable.Range(1, count).Select(i =>
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", $"user{i}@example.com"));
        row.Properties.Add(new PSNoteProperty("Name", $"Customer & Son {i}"));
        row.Properties.Add(new PSNoteProperty("No", i.ToString(CultureInfo.InvariantCulture)));
        row.Properties.Add(new PSNoteProperty("Amount", "¥ 99.00"));
        return row;
    })];
}
