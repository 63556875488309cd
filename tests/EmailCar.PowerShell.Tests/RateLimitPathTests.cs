using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>The user's folders are settings of the whole process, so no other test runs at the same time.</summary>
[CollectionDefinition(nameof(RateLimitPathTests), DisableParallelization = true)]
public class RateLimitFolderAlone;

/// <summary>Messages about a rate limit folder that cannot be used. The emails are sent nevertheless.</summary>
[Collection(nameof(RateLimitPathTests))]
public sealed class RateLimitPathTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Send = "'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Verbose";
    private const string Unusable = "The rate limit folder does not exist or is not writable, so the rate is limited only within this process.";

    private readonly string? _before = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _before);
        File.Delete(_file);
    }

    /// <summary>A user who specifies a folder wants to share the rate limit with others.</summary>
    [Fact]
    public void An_unusable_folder_that_was_specified_causes_a_warning()
    {
        using var session = new ServerSession($"-RequestsPerSecond 1000 -RateLimitPath '{_file}'");
        session.Server.Answer("/v1/mail/send", Accepted);
        var result = session.Run(Send).Clean();
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Equal([Unusable], result.Streams.Warning.Select(w => w.Message));
        Assert.DoesNotContain(result.Streams.Verbose, v => v.Message == Unusable);
    }

    [Fact]
    public void No_recipient_is_lost_if_that_warning_ends_the_pipeline()
    {
        using var session = new ServerSession($"-RequestsPerSecond 1000 -RateLimitPath '{_file}'");
        session.Server.Answer("/v1/mail/send", Accepted);
        var result = session.Run("'a@x.cn','b@x.cn','c@x.cn' | Send-EmailCarMail -Subject s -Html h -BatchSize 1 -WarningAction Stop");
        Assert.Equal(["ActionPreferenceStop"], result.ErrorIds);
        Assert.Equal(["a@x.cn", "b@x.cn", "c@x.cn"], result.Values<string>("To").Order());
        Assert.Equal(session.Server.Submissions.Count, result.Statuses.Count(s => s == "Submitted"));
    }

    [LinuxFact("Elsewhere the environment does not say where the user's folders are.")]
    public void An_unusable_default_folder_causes_a_verbose_message()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", "/proc/nope");
        using var session = new ServerSession("-RequestsPerSecond 1000");
        session.Server.Answer("/v1/mail/send", Accepted);
        var result = session.Run(Send).Clean();
        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Empty(result.Streams.Warning);
        Assert.Single(result.Streams.Verbose, v => v.Message == Unusable);
    }

    [Theory]
    [InlineData("Env:", "pace", "Environment")]
    [InlineData("/", "variable:pace", "Variable")]
    public void A_folder_that_is_not_in_the_file_system_is_an_error(string location, string path, string store)
    {
        using var engine = new HostedEngine();
        engine.Runspace.SessionStateProxy.Path.SetLocation(location);
        var result = engine.Run($"Connect-EmailCar -Credential $credential -NoVerify -RateLimitPath {path}");
        Assert.Equal(["InvalidRateLimitPath"], result.ErrorIds);
        Assert.Contains($"'{path}' is a path of the {store} provider", result.Errors.Single().ErrorDetails.Message);
    }
}
