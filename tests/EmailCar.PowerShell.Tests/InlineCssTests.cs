using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Sending with -InlineCss: what is sent, how a journal identifies it, and what stops it.</summary>
public sealed class InlineCssTests : IDisposable
{
    private const string Rows = "$rows = 1..3 | ForEach-Object { [pscustomobject]@{To=\"u$_@x.cn\";No=$_;Css='p{color:red'} }; ";
    private const string Send = "Send-EmailCarMail -Merge -InlineCss -Subject s -JournalPath $journal -Html '<style>p{color:red}</style><p>{{No}}</p>'";

    private readonly ServerSession _session = new();
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public InlineCssTests()
    {
        _session.Server.Answer("/v1/mail/send", """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""");
        _session.Engine.Set("journal", _journal);
    }

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_journal);
    }

    private IEnumerable<string?> Bodies => _session.Server.Submissions.Select(s => s["html"]);

    [Fact]
    public void Styles_are_inlined_and_tags_filled()
    {
        Assert.Equal(["Submitted", "Submitted", "Submitted"], _session.Run(Rows + "$rows | " + Send).Clean().Statuses);
        Assert.Equal(["<p style=\"color:red\">1</p>", "<p style=\"color:red\">2</p>", "<p style=\"color:red\">3</p>"], Bodies.Order());
    }

    [Fact]
    public void Without_merging_braces_are_text()
    {
        _session.Run("Send-EmailCarMail a@x.cn s '<style>p{color:red}</style><p>{{No}}</p>' -InlineCss").Clean();
        Assert.Equal(["<p style=\"color:red\">{{No}}</p>"], Bodies);
    }

    [Fact]
    public void Switching_it_on_or_off_sends_nothing_again()
    {
        _session.Run(Rows + "$rows[0..1] | " + Send.Replace("-InlineCss ", "", StringComparison.Ordinal)).Clean();
        Assert.Equal(["Skipped", "Skipped", "Submitted"], _session.Run(Rows + "$rows | " + Send).Clean().Statuses.Order());
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(Rows + "$rows | " + Send).Clean().Statuses);
        Assert.Equal(["Skipped", "Skipped", "Skipped"], _session.Run(Rows + "$rows | " + Send.Replace("-InlineCss ", "", StringComparison.Ordinal)).Clean().Statuses);
        Assert.Equal(3, _session.Server.Submissions.Count);
    }

    [Theory]
    [InlineData("<style>p{color:{{No}}}</style>", "TagInStyleSheet", "line 1 of the body: {{No}}")]
    [InlineData("<p>\n<link rel=\"stylesheet\" href=\"https://example.com/a.css\">", "LinkedStyleSheet", "line 2 of the body: <link rel")]
    [InlineData("<style>\np{color:red", "InvalidStyleSheet", "A rule has no closing brace.")]
    public void A_style_sheet_that_cannot_be_inlined_stops_the_command_before_anything_is_sent(string html, string id, string text)
    {
        _session.Engine.Set("html", html);
        var result = _session.Run(Rows + "$rows | Send-EmailCarMail -Merge -InlineCss -Subject s -Html $html");
        Assert.Equal([id], result.ErrorIds);
        Assert.Contains(text, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(_session.Server.Submissions);
    }

    [Fact]
    public void A_style_sheet_in_a_row_that_cannot_be_inlined_rejects_that_row()
    {
        var result = _session.Run(Rows + "$rows[0].Css = 'p{color:red}'; $rows | Send-EmailCarMail -InlineCss -Subject s -Html { \"<style>$($_.Css)</style><p>$($_.No)</p>\" }");
        Assert.Equal(["Rejected", "Rejected", "Submitted"], result.Statuses.Order());
        Assert.Equal(["InvalidStyleSheet", "InvalidStyleSheet"], result.ErrorIds);
        Assert.Equal(["<p style=\"color:red\">1</p>"], Bodies);
    }

    [Theory]
    [InlineData(1100, 1)]
    [InlineData(100, 0)]
    public void A_body_that_Gmail_cuts_off_is_a_warning_once(int rows, int warnings)
    {
        _session.Engine.Set("html", "<style>td{padding:1px 2px 3px 4px;font-family:Arial,'Microsoft YaHei',sans-serif;color:#123456}</style><table>" + string.Concat(Enumerable.Repeat("<tr><td>1</td></tr>", rows)) + "</table>");
        var result = _session.Run("'a@x.cn','b@x.cn' | Send-EmailCarMail -InlineCss -Subject s -Html $html").Clean();
        Assert.Equal(warnings, result.Streams.Warning.Count(w => w.Message.Contains("102 KB", StringComparison.Ordinal)));
        Assert.Equal(["Submitted", "Submitted"], result.Statuses);
    }
}
