using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>How connections are opened, kept and closed.</summary>
public class SmtpConnectTests : SmtpTest
{
    [Theory]
    [InlineData("HTTP/1.1 200 Connection established", SendStatus.Submitted, null)]
    [InlineData("HTTP/1.1 407 Login required", SendStatus.NotSent, FailureKind.ProxyAuthentication)]
    [InlineData("HTTP/1.1 403 Forbidden", SendStatus.NotSent, FailureKind.Unreachable)]
    [InlineData("nonsense", SendStatus.NotSent, FailureKind.Unreachable)]
    public void A_proxy_is_asked_to_connect(string answer, SendStatus status, FailureKind? kind)
    {
        using var proxy = new Proxy(answer, Server.Port);
        var settings = new ClientSettings
        {
            Endpoint = new Uri("http://127.0.0.1:9/v1/"),
            Smtp = Settings(SmtpSecurity.None),
            Timeout = ServiceTest.Timeout,
            RequestsPerSecond = 0,
            Time = Clock,
            RateLimiter = AccountRateLimiter.Alone(0, Clock),
            Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}") { Credentials = new NetworkCredential("me", "pass") },
        };
        using var client = new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings);

        var outcome = Assert.Single(Send(client, Mail, "a@x.cn"));

        Assert.Equal(status, outcome.Status);
        Assert.Equal(kind, outcome.Failure?.Kind);
        Assert.StartsWith($"CONNECT 127.0.0.1:{Server.Port} HTTP/1.1\r\n", proxy.Request);
        Assert.Contains("\r\nProxy-Authorization: Basic bWU6cGFzcw==\r\n", proxy.Request);
    }

    [Fact]
    public void A_login_does_not_go_through_a_proxy_without_encryption()
    {
        using var proxy = new Proxy("HTTP/1.1 200 ok", Server.Port);
        var settings = new ClientSettings
        {
            Smtp = Settings(SmtpSecurity.Auto),
            Timeout = ServiceTest.Timeout,
            Time = Clock,
            RateLimiter = AccountRateLimiter.Alone(0, Clock),
            Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}"),
        };
        using var client = new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings);

        Assert.Equal(FailureKind.SmtpUnusable, Assert.Single(Send(client, Mail, "a@x.cn")).Failure!.Kind);
        Assert.DoesNotContain(Server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_run_uses_a_new_connection_if_the_server_has_closed_the_first()
    {
        var client = NewClient();
        Send(client, Mail, "a@x.cn");
        Server.Reply("MAIL", "421 idle for too long");
        Assert.Equal(SendStatus.Submitted, Assert.Single(Send(client, Mail with { Subject = "2" }, "a@x.cn")).Status);
        Assert.Equal(2, Server.Accepted.Count);
    }

    [Fact]
    public void The_account_waits_its_interval_between_emails()
    {
        var since = Clock.GetUtcNow();
        Send(NewClient(requestsPerSecond: 1), Mail, "a@x.cn", "b@x.cn", "c@x.cn");
        Assert.True(Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(2), $"{Clock.GetUtcNow() - since}");
        Assert.Equal(3, Server.Accepted.Count);
    }

    [Fact]
    public void Chunks_are_not_used_although_the_server_offers_them()
    {
        Send("a@x.cn");
        Assert.Contains("DATA", Server.Commands);
        Assert.DoesNotContain(Server.Commands, command => command.StartsWith("BDAT", StringComparison.Ordinal));
        Assert.DoesNotContain("BINARYMIME", Server.Accepted[0].Envelope[0]);
    }

    [Fact]
    public void A_server_without_a_known_login_is_not_used()
    {
        Server.Extensions = ["AUTH GSSAPI"];
        var outcome = Assert.Single(Send("a@x.cn"));
        Assert.Equal(SendStatus.NotSent, outcome.Status);
        Assert.Contains("GSSAPI", outcome.Failure!.Message);
    }

    [Fact]
    public void A_Chinese_reply_that_is_not_UTF8_is_readable()
    {
        var gbk = new byte[] { 0xB7, 0xA2, 0xBC, 0xFE, 0xC8, 0xCB }; // 发件人
        Server.Reply("RCPT", "550 " + Encoding.GetEncoding(28591).GetString(gbk));
        Assert.Contains("发件人", Assert.Single(Send("a@x.cn")).Failure!.ServiceMessage);
    }

    /// <summary>A proxy that returns one status and, if it is 200, forwards everything.</summary>
    private sealed class Proxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _answer;
        private readonly int _target;

        public Proxy(string answer, int target)
        {
            (_answer, _target) = (answer, target);
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string Request { get; private set; } = "";

        public void Dispose() => _listener.Stop();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = PassAsync(await _listener.AcceptTcpClientAsync());
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // It was stopped.
            }
        }

        private async Task PassAsync(TcpClient client)
        {
            using var _ = client;
            var stream = client.GetStream();
            var request = new StringBuilder();
            var one = new byte[1];
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, 0, 1) > 0)
            {
                request.Append((char)one[0]);
            }

            Request = request.ToString();
            var answer = Encoding.ASCII.GetBytes(_answer + "\r\n\r\n");
            await stream.WriteAsync(answer, 0, answer.Length);
            if (_answer.Contains(" 200 "))
            {
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(stream));
            }
        }
    }
}
