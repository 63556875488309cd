using System.Management.Automation;
using System.Reflection;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>A cmdlet with -Credential uses the session's connection except for the login.</summary>
public sealed class ConnectionSettingsTests : IDisposable
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Each setting of Connect-EmailCar, with a value that is not its default.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Endpoint"] = "-Endpoint http://127.0.0.1:2/v1/",
        ["From"] = "-From ops@x.cn",
        ["FromName"] = "-FromName Ops",
        ["ReplyTo"] = "-ReplyTo replies@x.cn",
        ["RequestsPerSecond"] = "-RequestsPerSecond 7",
        ["RateLimitPath"] = "-RateLimitPath /folder",
        ["TimeoutSec"] = "-TimeoutSec 99",
        ["Proxy"] = "-Proxy http://127.0.0.1:3",
        ["ProxyCredential"] = "-Proxy http://127.0.0.1:3 -ProxyCredential $credential",
        ["RedirectTo"] = "-RedirectTo me@corp.cn",
        ["AllowedRecipient"] = "-AllowedRecipient *@corp.cn, qa@x.cn",
        ["SuppressionPath"] = "-SuppressionPath /folder/list.csv",
        ["SmtpServer"] = "-SmtpServer smtp.x.cn",
        ["SmtpPort"] = "-SmtpServer smtp.x.cn -SmtpPort 2525",
        ["SmtpSecurity"] = "-SmtpServer smtp.x.cn -SmtpSecurity StartTls",
        ["SmtpCredential"] = "-SmtpServer smtp.x.cn -SmtpCredential $credential",
        ["SmtpSkipCertificateCheck"] = "-SmtpServer smtp.x.cn -SmtpSkipCertificateCheck",
        ["SmtpSkipRevocationCheck"] = "-SmtpServer smtp.x.cn -SmtpSkipRevocationCheck",
        ["ProxyUseDefaultCredentials"] = "-ProxyUseDefaultCredentials",
    };

    /// <summary>Connect-EmailCar connects to Redis immediately, so these settings need a server.</summary>
    private static readonly Dictionary<string, string> RedisSettings = new()
    {
        ["Redis"] = "-Redis {0}",
        ["RedisJournalDays"] = "-Redis {0} -RedisJournalDays 9",
    };

    private readonly HostedEngine _engine = new();

    public ConnectionSettingsTests() => _engine.Set("other", HostedEngine.Credential("other@x.cn", "anders"));

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Every_setting_of_the_connection_is_tested_here()
    {
        var parameters = _engine.Run("(Get-Command Connect-EmailCar).Parameters.Values").Clean().Output
            .Select(o => ((ParameterMetadata)o.BaseObject).Name)
            .Except(Cmdlet.CommonParameters)
            .Except(["Credential", "NoVerify", "PassThru"]);
        Assert.Equal(parameters.Order(StringComparer.Ordinal), Settings.Keys.Concat(RedisSettings.Keys).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SettingNames))]
    public void A_setting_of_the_connection_applies_to_a_cmdlet_with_a_separate_credential(string setting) => Holds(Settings[setting]);

    [RedisFact]
    public void The_settings_of_Redis_apply_to_it_too()
    {
        using var redis = new Testing.RedisServer("--appendonly yes --appendfsync always");
        Assert.All(RedisSettings.Values, parameters => Holds(string.Format(System.Globalization.CultureInfo.InvariantCulture, parameters, redis.Address)));
    }

    private void Holds(string parameters)
    {
        var bare = Facts(Connect(""));
        var session = Connect(parameters);
        var own = Own("");
        Assert.Equal("other@x.cn", Value(own, "UserName"));

        // A setting that is not kept in the connection's settings would be lost here.
        Assert.NotEqual(bare, Facts(session));
        Assert.Equal(Facts(session), Facts(own));
    }

    [Fact]
    public void Another_endpoint_changes_nothing_else()
    {
        var session = Facts(Connect(string.Join(" ", Settings["From"], Settings["TimeoutSec"], Settings["Proxy"])));
        var own = Facts(Own("http://127.0.0.1:4/v1/"));
        Assert.Equal(session.Where(f => !f.StartsWith("Endpoint", StringComparison.Ordinal)), own.Where(f => !f.StartsWith("Endpoint", StringComparison.Ordinal)));
        Assert.Contains("Endpoint = http://127.0.0.1:4/v1/", own);
    }

    public static TheoryData<string> SettingNames() => [.. Settings.Keys];

    private object Connect(string parameters) =>
        _engine.Run($"Connect-EmailCar -Credential $credential -NoVerify -PassThru {parameters}").Clean().Output.Single().BaseObject;

    /// <summary>Returns the connection of a cmdlet with -Credential.</summary>
    private object Own(string endpoint) =>
        _engine.Run(
            $$"""
            $cmdlet = [EmailCar.Commands.GetEmailCarBalanceCommand]@{ Credential = $other }
            if ('{{endpoint}}') { $cmdlet.Endpoint = '{{endpoint}}' }
            [EmailCar.BaseCommands.ConnectedCommand].GetProperty('Connection', [System.Reflection.BindingFlags]'Instance,NonPublic').GetValue($cmdlet)
            """).Clean().Output.Single().BaseObject;

    /// <summary>Returns everything that the connection shows and keeps except its login, as one text for each value.</summary>
    private static string[] Facts(object connection)
    {
        var settings = Value(connection, "Settings")!;
        string[] login = ["UserName", "SmtpUserName", "Client", "Settings"];
        return
        [
            .. Of(connection).Where(f => !login.Contains(f.Name)).Concat(Of(settings).Where(f => !login.Contains(f.Name))).Concat(Of(Value(settings, "Client")!))
                .Select(f => $"{f.Name} = {Text(f.Value)}"),
        ];
    }

    private static IEnumerable<(string Name, object? Value)> Of(object settings) =>
        settings.GetType().GetProperties(Any).Where(p => p.GetIndexParameters().Length == 0).Select(p => (p.Name, p.GetValue(settings)));

    private static string Text(object? value) => value switch
    {
        System.Net.WebProxy proxy => $"{proxy.Address}, {proxy.Credentials}",
        System.Collections.IEnumerable list and not string => string.Join("|", list.Cast<object>()),
        not null when value.GetType().Name is "SmtpSettings" or "RedisSettings" =>
            string.Join(", ", Of(value).Where(f => f.Name is not ("UserName" or "Password")).Select(f => $"{f.Name}: {f.Value}")),
        _ => $"{value}",
    };

    private static object? Value(object o, string property) => o.GetType().GetProperty(property, Any)!.GetValue(o);
}
