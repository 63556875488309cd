using System.Management.Automation;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Mail merge: what is sent for each row, and which rows are rejected.</summary>
public sealed class MergeTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    private readonly ServerSession _session = new();

    public MergeTests() => Server.Answer("/v1/mail/send", Accepted);

    private RawServer Server => _session.Server;

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Only_the_row_without_the_column_is_rejected()
    {
        var result = _session.Run(
            """
            1..10 | ForEach-Object { $_ -eq 7 ? [pscustomobject]@{Email="u$_@x.cn"} : [pscustomobject]@{Email="u$_@x.cn";姓名="n$_"} } |
                Send-EmailCarMail -Merge -Subject '您好 {{姓名}}' -Html "<p>`n{{姓名}}"
            """);
        Assert.Equal(["u7@x.cn"], result.Output.Where(o => o.Properties["Status"].Value.ToString() == "Rejected").Select(o => o.Properties["To"].Value));
        Assert.Equal(9, result.Statuses.Count(s => s == "Submitted"));
        Assert.Equal(["MissingColumn"], result.ErrorIds);
        Assert.Contains("'姓名', which is used in line 1 of Subject", result.Errors[0].ErrorDetails.Message);
        Assert.Equal("u7@x.cn", ((PSObject)result.Errors[0].TargetObject).Properties["Email"].Value);
        Assert.Equal("您好 n1", Server.Submissions[0]["subject"]);
        Assert.DoesNotContain("u7@x.cn", Server.Submissions.Select(s => s["to"]));
    }

    [Fact]
    public void A_value_is_encoded_in_HTML_and_unchanged_everywhere_else()
    {
        _session.Run(
            """
            [pscustomobject]@{Email='a@x.cn';Name='<b>&"';Answers='r@x.cn'} | Send-EmailCarMail -Merge -Subject 'To {{Name}}' -Html '<p>{{Name}} {{{Name}}}</p>' `
                -FromName '{{Name}} & Co' -ReplyTo '{{ answers }}'
            """).Clean();
        var sent = Assert.Single(Server.Submissions);
        Assert.Equal("To <b>&\"", sent["subject"]);
        Assert.Equal("<p>&lt;b&gt;&amp;&quot; <b>&\"</p>", sent["html"]);
        Assert.Equal("<b>&\" & Co", sent["fromname"]);
        Assert.Equal("r@x.cn", sent["replyto"]);
    }

    [Theory]
    [InlineData("-Subject 'a {{v}}' -Html h", "LineBreak")]
    [InlineData("-Subject s -Html h -FromName '{{v}}'", "LineBreak")]
    [InlineData("-Subject s -Html h -ReplyTo '{{v}}'", "LineBreak")]
    [InlineData("-Subject s -Html h -ReplyTo '{{w}}'", "InvalidReplyTo")]
    [InlineData("-Subject '{{Empty}}' -Html h", "MissingSubject")]
    [InlineData("-Subject s -Html '{{#Empty}}h{{/Empty}}'", "MissingHtml")]
    public void The_merged_result_is_checked_as_if_it_had_been_given(string parameters, string id)
    {
        var result = _session.Run($"@{{To='a@x.cn';v=\"r@x.cn`r`nBcc: x@y.cn\";w='nobody';Empty=''}} | Send-EmailCarMail -Merge {parameters}");
        Assert.Equal(["Rejected"], result.Statuses);
        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(Server.Submissions);
    }

    [Theory]
    [InlineData("[pscustomobject]@{To='a@x.cn';Name='王伟'}")]
    [InlineData("[pscustomobject]@{To='a@x.cn';' NAME '='王伟'}")]
    [InlineData("@{To='a@x.cn';name='王伟'}")]
    [InlineData("[ordered]@{To='a@x.cn';'name '='王伟'}")]
    [InlineData("[pscustomobject]@{To='a@x.cn';Name='王伟';Html='{{Name}}'}")]
    [InlineData("[pscustomobject]@{To='a@x.cn';Name='王伟';正文='{{Name}}'}")]
    public void Rows_of_all_kinds_are_merged(string row)
    {
        var html = row.Contains("{{Name}}") ? "" : "-Html '{{Name}}'";
        _session.Run($"{row} | Send-EmailCarMail -Merge -Subject s {html}").Clean();
        Assert.Equal("王伟", Assert.Single(Server.Submissions)["html"]);
    }

    [Theory]
    [InlineData("{{Name.Length}}")]
    [InlineData("{{Length}}")]
    [InlineData("{{Count}}")]
    [InlineData("{{Keys}}")]
    [InlineData("{{Properties}}")]
    [InlineData("{{List.0}}")]
    [InlineData("{{#Name}}{{Length}}{{/Name}}")]
    [InlineData("{{#List}}{{Count}}{{/List}}")]
    [InlineData("{{#None}}x{{/None}}")]
    [InlineData("{{^None}}x{{/None}}")]
    public void Members_of_values_and_rows_are_not_columns(string template)
    {
        _session.Engine.Set("template", template);
        var result = _session.Run(
            """
            @{To='a@x.cn';Name='n';List=@(1,2)},[pscustomobject]@{To='b@x.cn';Name='n';List=@(1,2)},'c@x.cn' |
                Send-EmailCarMail -Merge -Subject s -Html $template
            """);
        Assert.Equal(["Rejected", "Rejected", "Rejected"], result.Statuses);
        Assert.Equal(["MissingColumn", "MissingColumn", "MissingColumn"], result.ErrorIds);
    }

    [Theory]
    [InlineData("{{a.b}} {{Count}} {{Length}}", "dotted 3 4")]
    [InlineData("{{Block}} {{#Block}}x{{/Block}}", " throw 1  x")]
    [InlineData("{{Braces}}", "{{Count}}")]
    [InlineData("{{No}}{{#No}} yes{{/No}}{{^No}} no{{/No}}", "False no")]
    [InlineData("{{Null}}{{^Null}}none{{/Null}}", "none")]
    [InlineData("{{#List}}<{{.}}>{{/List}}", "<1><b>")]
    [InlineData("{{#Lists}}{{#.}}<{{.}}>{{/.}};{{/Lists}}", "<1><2>;<3>;;")]
    [InlineData("{{#Self}}{{#.}}x{{/.}}{{/Self}}", "x")]
    [InlineData("{{#Zero}}{{Zero}}{{/Zero}}", "0")]
    public void Values_are_converted_as_in_PowerShell(string template, string html)
    {
        _session.Engine.Set("template", template);
        _session.Run(
            """
            $self = [System.Collections.ArrayList]@(); [void]$self.Add($self)
            [pscustomobject]@{Lists=@(@(1,2),@(3),$false);Self=$self;To='a@x.cn';'a.b'='dotted';Count=3;Length=4;Block={ throw 1 };Braces='{{Count}}';No=$false;Null=$null;List=@(1,'b');Zero=0} |
                Send-EmailCarMail -Merge -Subject s -Html $template
            """).Clean();
        Assert.Equal(html, Assert.Single(Server.Submissions)["html"]);
    }

    [Fact]
    public void A_missing_column_may_be_blank()
    {
        _session.Run("@{To='a@x.cn'} | Send-EmailCarMail -Merge -MergeMissing Blank -Subject 's{{None}}' -Html 'a{{#None}}b{{/None}}{{^None}}c{{/None}}'").Clean();
        Assert.Equal(["s", "ac"], new[] { Server.Submissions[0]["subject"], Server.Submissions[0]["html"] });
    }

    [Fact]
    public void Without_the_switch_braces_are_not_changed()
    {
        _session.Run("@{To='a@x.cn';Name='n'} | Send-EmailCarMail -Subject '{{Name}} {{' -Html '{{#Name}}'").Clean();
        Assert.Equal(["{{Name}} {{", "{{#Name}}"], new[] { Server.Submissions[0]["subject"], Server.Submissions[0]["html"] });
    }

    [Theory]
    [InlineData("-Subject s -Html \"<style>`n.x{a:b}a{{`ncolor:red}</style>\"", "Html", "line 2")]
    [InlineData("-Subject s -Html '<p>','{{#a}}'", "Html", "line 2")]
    [InlineData("-Subject '{{> /etc/passwd}}' -Html h", "Subject", "line 1")]
    [InlineData("-Subject s -Html h -FromName '{{'", "FromName", "line 1")]
    [InlineData("-Subject s -Html h -ReplyTo '{{/a}}'", "ReplyTo", "line 1")]
    [InlineData("-Subject '｛｛姓名｝｝，您好' -Html h", "Subject", "at '｛｛姓名｝｝' in line 1, the braces are full-width. Type {{ and }} instead.")]
    [InlineData("-Subject s -Html '<p>','{{<b>姓名</b>}}'", "Html", "at '{{<b>姓名</b>}}' in line 2, the tag contains HTML markup.")]
    [InlineData("-Subject s -Html '<p>','{<span>{姓名}}</span>'", "Html", "at '{<span>{姓名}}' in line 2")]
    public void An_invalid_template_ends_the_run_before_it_starts(string parameters, string part, string line)
    {
        var result = _session.Run($"@{{To='a@x.cn'}},@{{To='b@x.cn'}} | Send-EmailCarMail -Merge {parameters}");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidTemplate"], result.ErrorIds);
        Assert.StartsWith(part, result.Errors[0].ErrorDetails.Message);
        Assert.Contains(line, result.Errors[0].ErrorDetails.Message);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void Links_are_filled_if_an_editor_has_encoded_their_tags()
    {
        _session.Run(
            """
            @{To='a@x.cn';id='7&8';url='https://x.cn/?a=1&b=2'} | Send-EmailCarMail -Merge -Subject s `
                -Html '<a href="https://x.cn/?id=%7B%7Bid%7D%7D">','<a href="%7B%7Burl%7D%7D">'
            """).Clean();
        Assert.Equal("<a href=\"https://x.cn/?id=7%268\">\n<a href=\"https://x.cn/?a=1&amp;b=2\">", Assert.Single(Server.Submissions)["html"]);
    }

    [Theory]
    [InlineData("@{To='a@x.cn';Name='n'},@{To='b@x.cn';Name='n'} | Send-EmailCarMail -Merge -Subject s -Html '<p>{Name}'", true)]
    [InlineData("@{To='a@x.cn';Subject='s'},@{To='b@x.cn';Subject='t'} | Send-EmailCarMail -Merge -Html 'h{{! none }}'", true)]
    [InlineData("@{To='bad'},@{To='a@x.cn'},@{To='b@x.cn'} | Send-EmailCarMail -Merge -Subject s -Html h", true)]
    [InlineData("@{To='a@x.cn'},@{To='b@x.cn'} | Send-EmailCarMail -Merge -Subject s -Html h -FromName '{{To}}'", false)]
    [InlineData("@{To='a@x.cn';Html='{{To}}'},@{To='b@x.cn';Html='h'} | Send-EmailCarMail -Merge -Subject s", false)]
    [InlineData("@{To='a@x.cn'},@{To='b@x.cn'} | Send-EmailCarMail -Merge -Subject s -Html '?a=%7B%7BTo%7D%7D'", false)]
    [InlineData("@{To='a@x.cn'},@{To='b@x.cn'} | Send-EmailCarMail -Subject s -Html h", false)]
    public void One_warning_reports_that_there_is_nothing_to_fill_in(string script, bool isWarned)
    {
        var result = _session.Run(script);
        Assert.Equal(
            isWarned ? ["-Merge is used, but the email has no tag such as {{Name}}, so no columns are filled in."] : [],
            result.Streams.Warning.Select(w => w.Message));
        Assert.Equal(2, result.Statuses.Count(s => s == "Submitted"));
    }

    [Fact]
    public void A_stop_at_warnings_ends_the_run_before_an_email_is_sent()
    {
        var result = _session.Run("@{To='a@x.cn'},@{To='b@x.cn'} | Send-EmailCarMail -Merge -Subject s -Html h -BatchSize 1 -WarningAction Stop");
        Assert.Equal(["NotSent"], result.Statuses);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void A_row_whose_lists_multiply_is_rejected_and_the_others_are_sent()
    {
        var result = _session.Run(
            """
            @{To='a@x.cn';List=@(1,2)},@{To='b@x.cn';List=@(1)} |
                Send-EmailCarMail -Merge -Subject s -Html (('{{#List}}' * 50) + 'h' + ('{{/List}}' * 50))
            """);
        Assert.Equal(["Rejected", "Submitted"], result.Statuses);
        Assert.Equal(["InvalidTemplate"], result.ErrorIds);
        Assert.Contains("50 million characters", result.Errors[0].ErrorDetails.Message);
    }

    [Fact]
    public void A_row_with_an_invalid_template_is_rejected_and_the_others_are_sent()
    {
        var result = _session.Run("@{To='a@x.cn';Html='{{'},@{To='b@x.cn';Html='{{To}}'} | Send-EmailCarMail -Merge -Subject s");
        Assert.Equal(["Rejected", "Submitted"], result.Statuses);
        Assert.Equal(["InvalidTemplate"], result.ErrorIds);
    }

    [Fact]
    public void A_row_whose_template_is_too_deep_is_rejected_and_the_others_are_sent()
    {
        var result = _session.Run(
            """
            @{To='a@x.cn';Html=('{{#To}}' * 30000) + ('{{/To}}' * 30000)},@{To='b@x.cn';Html=('{{#To}}' * 100) + 'h' + ('{{/To}}' * 100)} |
                Send-EmailCarMail -Merge -Subject s
            """);
        Assert.Equal(["Rejected", "Submitted"], result.Statuses);
        Assert.Equal(["InvalidTemplate"], result.ErrorIds);
        Assert.Contains("100 levels", result.Errors[0].ErrorDetails.Message);
    }

    [Fact]
    public void Defaults_of_the_connection_are_merged_and_replace_empty_results()
    {
        _session.Run("Connect-EmailCar -Endpoint $endpoint -Credential $credential -From s@x.cn -FromName '{{Shop}}' -ReplyTo r@x.cn -RequestsPerSecond 0 -NoVerify");
        _session.Run("@{To='a@x.cn';Shop='店';Empty=''},@{To='b@x.cn';Shop='';Empty=''} | Send-EmailCarMail -Merge -Subject '{{To}}' -Html h -ReplyTo '{{Empty}}'").Clean();
        Assert.Equal(["店", "s@x.cn"], Server.Submissions.Select(s => s["fromname"]));
        Assert.Equal(["r@x.cn", "r@x.cn"], Server.Submissions.Select(s => s["replyto"]));
    }

    [Fact]
    public void Emails_with_the_same_merged_content_share_a_submission()
    {
        _session.Run("1..4 | ForEach-Object { @{To=\"u$_@x.cn\";City=('北京','上海')[$_ % 2]} } | Send-EmailCarMail -Merge -Subject '{{City}}' -Html h").Clean();
        Assert.Equal(["u1@x.cn;u3@x.cn", "u2@x.cn;u4@x.cn"], Server.Submissions.Select(s => s["to"]));
    }

    [Fact]
    public void WhatIf_shows_subject_and_recipient_of_each_email()
    {
        _session.Run("1..3 | ForEach-Object { @{To=\"u$_@x.cn\";Name=\"n$_\"} } | Send-EmailCarMail -Merge -Subject '您好 {{Name}}' -Html h -WhatIf").Clean();
        Assert.All([1, 2, 3], i => Assert.Contains($"\"u{i}@x.cn, \"您好 n{i}\"\"", _session.Engine.HostText));
        Assert.Empty(Server.Submissions);
    }
}
