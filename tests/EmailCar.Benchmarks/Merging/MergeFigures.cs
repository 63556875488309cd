using System.Globalization;
using System.Management.Automation;
using System.Text;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Merging;

/// <summary>
/// The CPU time of merged emails minus that of the same emails without merging, with the same server in this process, so that
/// only the merging differs. All rows are created in advance.
/// </summary>
internal static class MergeFigures
{
    private const int Mails = 10_000;
    private const int RoundCount = 7;
    private const double Limit = 30;
    private const int Characters = 10 * 1024;

    private const string Subject = "{{Name}}, 您的订单 {{No}}";

    private const string Ready = "$rows | Send-EmailCarMail";
    private const string Merged = "$rows | Send-EmailCarMail -Merge -Subject $subject -Html $html";

    private static readonly string Html = MakeHtml();

    public static IEnumerable<Figure> Measure()
    {
        using var server = new InstantServer();
        using var engine = new Engine();
        engine.Connect(server.Endpoint);
        Round(engine, ""); // code that is compiled once does not count

        var before = server.Submissions;
        var sent = Rounds(engine, "");
        yield return Figure.Exactly(2 * RoundCount * Mails, "submissions", server.Submissions - before);
        yield return new Figure("characters of the template", Html.Length, "");
        yield return new Figure("a mail that is ready: CPU", sent.Ready, "µs");
        yield return new Figure("a merged mail: CPU", sent.Merged, "µs");
        yield return new Figure("a merged mail beyond a ready one", Math.Round(sent.Merged - sent.Ready, 1), "µs") { AtMost = Limit };

        // The time for the network is the same on both sides but large and varying, so it is subtracted.
        var unsent = Rounds(engine, "-WhatIf");
        yield return new Figure("nothing sent (-WhatIf): a mail that is ready", unsent.Ready, "µs");
        yield return new Figure("nothing sent (-WhatIf): beyond it", Math.Round(unsent.Merged - unsent.Ready, 1), "µs") { AtMost = Limit };
    }

    /// <summary>Other work of the machine can only make a round longer, so the shortest round is the most accurate.</summary>
    private static (double Ready, double Merged) Rounds(Engine engine, string how)
    {
        var rounds = Enumerable.Range(0, RoundCount).Select(_ => Round(engine, how)).ToArray();
        return (rounds.Min(round => round.Ready), rounds.Min(round => round.Merged));
    }

    /// <summary>Alternates both, so that other work of the machine affects them equally.</summary>
    private static (double Ready, double Merged) Round(Engine engine, string how) =>
        (Cpu(engine, $"{Ready} {how} | Out-Null", ReadyRows()), Cpu(engine, $"{Merged} {how} | Out-Null", DataRows()));

    /// <summary>Returns the microseconds of this process, including the server, per email.</summary>
    private static double Cpu(Engine engine, string script, PSObject[] rows)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        engine.Run(script, ("rows", rows), ("subject", Subject), ("html", Html));
        return Math.Round((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / rows.Length, 1);
    }

    private static PSObject[] DataRows() => [.. Numbers().Select(number => Row(
        ("Email", $"user{number}@example.com"),
        ("Name", $"Customer & Son {number}"),
        ("No", number),
        ("Amount", "¥ 99.00"),
        ("Vip", "是")))];

    /// <summary>Returns the result of merging the same rows.</summary>
    private static PSObject[] ReadyRows() => [.. Numbers().Select(number => Row(
        ("Email", $"user{number}@example.com"),
        ("Subject", Fill(Subject, "Customer & Son " + number, number)),
        ("Html", Fill(Html, "Customer &amp; Son " + number, number))))];

    private static string Fill(string template, string name, string number) => new StringBuilder(template)
        .Replace("{{Name}}", name)
        .Replace("{{No}}", number)
        .Replace("{{Amount}}", "¥ 99.00")
        .Replace("{{#Vip}}\n", "")
        .Replace("{{/Vip}}\n", "")
        .ToString();

    /// <summary>Creates ten paragraphs with four tags each.</summary>
    private static string MakeHtml()
    {
        const string paragraph =
            "<p style=\"margin:0\">尊敬的 {{Name}}, your order {{No}} of {{Amount}} is on its way. "
            + "<a href=\"https://example.com/orders/{{No}}\">See the order</a></p>\n";
        const string text = "You find all about it on the page of your account, where invoices and returns are as well. ";
        var html = new StringBuilder("{{#Vip}}\n<p>感谢您的支持!</p>\n{{/Vip}}\n");
        while (html.Length < Characters)
        {
            html.Append(paragraph).Insert(html.Length, text, (Characters / 10 - paragraph.Length) / text.Length);
        }

        return html.ToString();
    }

    private static PSObject Row(params (string Name, string Value)[] columns)
    {
        var row = new PSObject();
        foreach (var (name, value) in columns)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }

    private static IEnumerable<string> Numbers() => Enumerable.Range(1, Mails).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
