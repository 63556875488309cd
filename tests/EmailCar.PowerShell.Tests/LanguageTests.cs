using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>The user's language: texts in English and in simplified Chinese, chosen by the UI culture of the session.</summary>
public sealed class LanguageTests : IDisposable
{
    private readonly ServerSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Both_languages_have_all_texts_with_the_same_placeholders()
    {
        var english = Texts("Strings.resx");
        var chinese = Texts("Strings.zh-CN.resx");
        Assert.Equal(english.Select(t => t.Name), chinese.Select(t => t.Name));
        Assert.All(english.Zip(chinese), pair =>
        {
            Assert.Equal(Places(pair.First.Text), Places(pair.Second.Text));
            Assert.NotEqual(pair.First.Text, pair.Second.Text);
        });
    }

    [Theory]
    [InlineData("zh-CN", "当前会话尚未连接 EmailCar。")]
    [InlineData("zh-SG", "当前会话尚未连接 EmailCar。")]
    [InlineData("zh-Hans", "当前会话尚未连接 EmailCar。")]
    [InlineData("zh-Hans-CN", "当前会话尚未连接 EmailCar。")]
    [InlineData("zh-Hans-HK", "当前会话尚未连接 EmailCar。")]
    [InlineData("zh-TW", "This session is not connected to EmailCar.")]
    [InlineData("en-US", "This session is not connected to EmailCar.")]
    [InlineData("de-DE", "This session is not connected to EmailCar.")]
    public void The_session_s_culture_determines_the_language(string culture, string message)
    {
        var result = In(culture, "Disconnect-EmailCar; Get-EmailCarBalance");
        Assert.StartsWith(message, result.Errors.Single().ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(["NotConnected"], result.ErrorIds);
    }

    [Fact]
    public void A_session_that_changes_its_culture_gets_messages_in_the_new_language()
    {
        const string script = "'a@x.cn' | Send-EmailCarMail -Html h -Verbose";
        var english = In("en-US", script);
        var chinese = In("zh-CN", script);
        Assert.Equal(["The subject is empty."], english.Values<string>("Message"));
        Assert.Equal(["主题为空。"], chinese.Values<string>("Message"));
        Assert.Contains(chinese.Streams.Verbose, v => v.Message == "完成：已提交 0，被拒绝 1，结果不明 0，未发送 0，已跳过 0。");
        Assert.Equal(english.ErrorIds, chinese.ErrorIds);
    }

    [Fact]
    public void Messages_of_the_system_are_shown_in_the_user_s_language()
    {
        var result = In("zh-CN", "Connect-EmailCar -Endpoint http://127.0.0.1:1/ -Credential $credential");
        var message = result.Errors.Single().ErrorDetails.Message;
        Assert.StartsWith("无法连接服务：该地址和端口上没有服务在监听（连接被拒绝）。", message, StringComparison.Ordinal);
        Assert.Equal(["ServiceUnreachable"], result.ErrorIds);
    }

    [Fact]
    public void Messages_of_the_client_from_other_threads_are_shown_in_the_user_s_language()
    {
        _session.Server.Handle("/v1/mail/send", _ => RawAnswer.Text(500, ""));
        var chinese = In("zh-CN", "1..20 | ForEach-Object { \"u$_@x.cn\" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1");
        Assert.Equal("服务端出错：HTTP 状态 500，应答为空。", chinese.Values<string>("Message")[0]);
        Assert.StartsWith(
            "服务工作异常：提交持续失败，但服务对其他请求有应答：HTTP 状态 500，应答为空。（运行已停止，",
            chinese.Errors[^1].ErrorDetails.Message,
            StringComparison.Ordinal);

        var english = In("en-US", "'a@x.cn' | Send-EmailCarMail -Subject t -Html h");
        Assert.Equal(["The service returned a server error: HTTP status 500 with an empty response."], english.Values<string>("Message"));
    }

    [Theory]
    [InlineData("en-US", "The service rejected the login: 用户名或密码错误. The run has stopped. Recipients with status NotSent: 1.")]
    [InlineData("zh-CN", "登录失败：用户名或密码错误。（运行已停止，1 个收件人的状态为 NotSent）")]
    public void A_message_of_the_service_without_a_period_does_not_run_into_the_next_sentence(string culture, string message)
    {
        _session.Server.Answer("/v1/mail/send", """{"status":"error","msg":"用户名或密码错误"}""");
        var result = In(culture, "'a@x.cn' | Send-EmailCarMail -Subject s -Html h");
        Assert.StartsWith(message, result.Errors.Single().ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_about_a_journal_are_shown_in_the_user_s_language()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "run.jsonl");
            File.WriteAllText(path, "no journal\n");
            var damaged = In("zh-CN", $"Send-EmailCarMail a@x.cn s h -JournalPath '{path}'").Errors.Single().ErrorDetails.Message;
            Assert.StartsWith($"发送日志 {path} 的第 1 行已损坏，该行开头为：no journal", damaged, StringComparison.Ordinal);

            var lost = Path.Combine(folder.FullName, "no", "run.jsonl");
            var missing = In("zh-CN", $"Send-EmailCarMail a@x.cn s h -JournalPath '{lost}'").Errors.Single().ErrorDetails.Message;
            Assert.StartsWith($"无法使用发送日志：{lost}: 文件夹不存在。", missing, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_text_is_cached_across_a_change_of_culture() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(HostedEngine.RepositoryRoot, "src/EmailCar.PowerShell"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !Regex.IsMatch(f, @"[/\\]obj[/\\]")),
            f => Assert.DoesNotMatch(@"static[^=(\n]*=(?!>)[^;\n]*\bStrings\.", File.ReadAllText(f)));

    /// <summary>Runs a script in a culture. PowerShell sets the culture of the thread again for each script.</summary>
    private RunResult In(string culture, string script) =>
        _session.Run($"[Threading.Thread]::CurrentThread.CurrentUICulture = '{culture}'; {script}");

    private static (string Name, string Text)[] Texts(string file) =>
    [
        .. XDocument.Load(Path.Combine(HostedEngine.RepositoryRoot, "src/EmailCar.PowerShell", file))
            .Descendants("data").Select(d => (d.Attribute("name")!.Value, d.Element("value")!.Value)),
    ];

    private static string[] Places(string text) => [.. Regex.Matches(text, @"\{\d[^}]*\}").Select(m => m.Value).Order(StringComparer.Ordinal)];
}
