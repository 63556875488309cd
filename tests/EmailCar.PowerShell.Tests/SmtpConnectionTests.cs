using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Connecting to an SMTP server: encryption, certificates, and the login check.</summary>
public sealed class SmtpConnectionTests : IDisposable
{
    private readonly ServerSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("None", "-SmtpSecurity None", "")]
    [InlineData("StartTls", "-SmtpSecurity StartTls -SmtpSkipCertificateCheck", "")]
    [InlineData("StartTls", "-SmtpSkipCertificateCheck", "")]
    [InlineData("Implicit", "-SmtpSecurity Tls -SmtpSkipCertificateCheck", "")]
    [InlineData("StartTls", "-SmtpSecurity StartTls", "InvalidCertificate")]
    [InlineData("StartTls", "", "InvalidCertificate")]
    [InlineData("Implicit", "-SmtpSecurity Tls", "InvalidCertificate")]
    [InlineData("None", "-SmtpSecurity StartTls", "SmtpUnusable")]
    [InlineData("None", "-SmtpServer 'no server'", "InvalidSmtpServer")]
    public void The_connection_has_the_requested_encryption(string tls, string parameters, string error)
    {
        using var server = new RawSmtpServer(Enum.Parse<RawSmtpTls>(tls));
        var result = Connect(server, parameters);

        Assert.Equal(error.Length == 0 ? [] : [error], result.ErrorIds);
        Assert.Equal(error.Length == 0, server.Commands.Any(command => command.Line == "AUTH"));
        Assert.Equal(parameters.Contains("SkipCertificate", StringComparison.Ordinal) ? 1 : 0, result.Streams.Warning.Count);
    }

    [Fact]
    public void The_login_is_verified_unless_NoVerify_is_used()
    {
        using var server = new RawSmtpServer { Fault = new RawSmtpFault(RawSmtpStage.Auth, RawSmtpFailure.Permanent) };

        Assert.Equal(["SmtpAuthenticationFailed"], Connect(server, "-SmtpSecurity None").ErrorIds);
        Assert.Equal(["NotConnected"], _session.Run("Send-EmailCarMail a@x.cn s h").ErrorIds);
        Assert.Empty(Connect(server, "-SmtpSecurity None -NoVerify").ErrorIds);
    }

    [Fact]
    public void The_connection_shows_its_SMTP_settings_without_the_password()
    {
        using var server = new RawSmtpServer();
        Connect(server, "-SmtpSecurity None").Clean();
        var connection = _session.Run("Get-EmailCarConnection").Clean();

        Assert.Equal(["127.0.0.1"], connection.Values<string>("SmtpServer"));
        Assert.Equal([server.Port], connection.Values<int>("SmtpPort"));
        Assert.Equal(["None"], connection.Values<string>("SmtpSecurity"));
        Assert.Equal(["user@x.cn"], connection.Values<string>("SmtpUserName"));
        Assert.DoesNotContain(ServerSession.Password, _session.Engine.Show("Get-EmailCarConnection"));
    }

    private RunResult Connect(RawSmtpServer server, string parameters) => _session.Run(
        $"Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -TimeoutSec 30 -SmtpPort {server.Port} {(parameters.Contains("-SmtpServer", StringComparison.Ordinal) ? "" : "-SmtpServer 127.0.0.1")} {parameters}");
}
