using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailCar.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_listens_on_loopback_under_both_names()
    {
        using var server = SandboxServer.Start(new SandboxOptions());

        Assert.Equal("127.0.0.1", server.Endpoint.Host);
        Assert.Equal("/v1/", server.Endpoint.AbsolutePath);
        using var content = new StringContent(SandboxCall.Login, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{server.Endpoint.Port}/v1/user/balance") { Content = content };
        using var response = await SandboxCall.Send(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Its_credential_and_rate_can_be_read()
    {
        using var server = SandboxServer.Start(new SandboxOptions { UserName = "me", Password = "secret", RequestsPerSecond = 2.5 });

        Assert.Equal(("me", "secret", 2.5), (server.UserName, server.Password, server.RequestsPerSecond));
    }

    [Fact]
    public async Task Many_sandboxes_can_run_at_the_same_time()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SandboxServer.Start(new SandboxOptions()))));
        try
        {
            Assert.Equal(8, servers.Select(s => s.Endpoint.Port).Distinct().Count());
        }
        finally
        {
            Array.ForEach(servers, s => s.Dispose());
        }
    }

    [Fact]
    public void A_port_in_use_is_an_error_that_names_it()
    {
        using var first = SandboxServer.Start(new SandboxOptions());
        var port = first.Endpoint.Port;

        var error = Assert.Throws<PortUnavailableException>(() => SandboxServer.Start(new SandboxOptions { Port = port }));
        Assert.Contains($"{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_is_free_again_after_Dispose()
    {
        var first = SandboxServer.Start(new SandboxOptions());
        first.Dispose();

        using var second = SandboxServer.Start(new SandboxOptions { Port = first.Endpoint.Port });
        Assert.Equal(first.Endpoint, second.Endpoint);
        Assert.Contains("success", await second.Post("user/balance", SandboxCall.Login), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail/sent")]
    [InlineData("mail/send/")]
    [InlineData("../mail/send")]
    public async Task An_unknown_path_returns_a_page_for_people(string path)
    {
        using var server = SandboxServer.Start(new SandboxOptions());
        using var response = await server.PostForResponse(path, SandboxCall.Login);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<html>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_POST_is_accepted()
    {
        using var server = SandboxServer.Start(new SandboxOptions());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Endpoint, "user/balance?" + SandboxCall.Login));
        using var response = await SandboxCall.Send(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"error","msg":"只支持POST请求"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Responses_are_delayed_at_the_same_time()
    {
        var clock = new FakeTimeProvider();
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, Latency = TimeSpan.FromMinutes(5) }, clock);

        var calls = Enumerable.Range(0, 4).Select(i => server.SendMail($"u{i}@example.com")).ToArray();
        await Until(() => server.Submissions.Count == 4);
        Assert.All(calls, call => Assert.False(call.IsCompleted));

        await Until(
            () => Array.TrueForAll(calls, call => call.IsCompleted),
            () => clock.Advance(TimeSpan.FromMinutes(5)));
        Assert.Equal(4, (await Task.WhenAll(calls)).SelectMany(SandboxCall.Ids).Distinct().Count());
    }

    [Fact]
    public async Task Dispose_ends_requests_in_progress_and_can_be_repeated()
    {
        var server = SandboxServer.Start(new SandboxOptions { Latency = TimeSpan.FromHours(1) });
        var call = server.PostForResponse("mail/send", SandboxCall.Mail + "&to=a@example.com");
        await Until(() => server.Submissions.Count == 1);

        server.Dispose();
        server.Dispose();

        Assert.True(await IsCutOff(call));
        await Assert.ThrowsAsync<HttpRequestException>(() => server.SendMail("b@example.com"));
        Assert.Single(server.Submissions);
    }

    [Fact]
    public async Task A_client_that_disconnects_disturbs_no_other()
    {
        using var server = SandboxServer.Start(new SandboxOptions());
        foreach (var text in new[] { "", "POST /v1/mail/se", "POST /v1/mail/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\napi_user=" })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
            client.LingerState = new LingerOption(true, 0);
            var bytes = Encoding.ASCII.GetBytes(text);
            client.GetStream().Write(bytes, 0, bytes.Length);
        }

        Assert.Single(SandboxCall.Ids(await server.SendMail("a@example.com")));
        Assert.Single(server.Submissions);
    }

    [Fact]
    public async Task Concurrent_submissions_lose_nothing()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, EmailPoints = 150 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => server.SendMail($"u{i}@example.com;v{i}@example.com")));

        var accepted = answers.Where(a => a.StartsWith("{\"data\"", StringComparison.Ordinal)).ToArray();
        Assert.Equal(75, accepted.Length);
        Assert.Equal(150, accepted.SelectMany(SandboxCall.Ids).Distinct().Count());
        Assert.Equal(75, server.Submissions.Count(s => s.Accepted));
        Assert.Equal(100, server.Submissions.Count);
    }

    [Fact]
    public async Task Queries_with_a_valid_login_are_counted_whatever_the_response()
    {
        var server = SandboxServer.Start(new SandboxOptions());
        Assert.Equal(0, server.Queries);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Post("user/balance", SandboxCall.Login)));
        await server.Post("mail/lists", SandboxCall.Login);
        await server.Post("mail/stats", SandboxCall.Login + "&start_date=nonsense");
        await server.Post("user/balance", "api_user=sandbox%40example.com&api_pwd=wrong");
        await server.SendMail("a@example.com");
        server.Dispose();

        Assert.Equal(22, server.Queries);
    }

    [Fact]
    public void Options_out_of_range_are_rejected_by_name()
    {
        (string Name, SandboxOptions Options)[] bad =
        [
            ("Port", new() { Port = 65536 }),
            ("RequestsPerSecond", new() { RequestsPerSecond = double.NaN }),
            ("RequestsPerSecond", new() { RequestsPerSecond = -1 }),
            ("RequestsPerSecond", new() { RequestsPerSecond = 0.0001 }),
            ("Latency", new() { Latency = TimeSpan.FromSeconds(-1) }),
            ("UserName", new() { UserName = "" }),
            ("Password", new() { Password = "" }),
            ("EmailPoints", new() { EmailPoints = -1 }),
            ("SlowFor", new() { SlowFor = TimeSpan.FromDays(2) }),
            ("IdShape", new() { IdShape = (IdShape)7 }),
            ("RowIdShape", new() { RowIdShape = (RowIdShape)3 }),
            ("HistoryDays", new() { HistoryDays = -1 }),
            ("HistoryDays", new() { HistoryDays = 3661 }),
            ("HistoryPerDay", new() { HistoryPerDay = 0 }),
            ("HistoryPerDay", new() { HistoryPerDay = 100_001 }),
        ];
        Assert.All(bad, b => Assert.Equal(b.Name, Assert.Throws<ArgumentOutOfRangeException>(() => SandboxServer.Start(b.Options)).ParamName));
        Assert.Throws<ArgumentNullException>(() => SandboxServer.Start(null!));
    }

    private static async Task<bool> IsCutOff(Task<HttpResponseMessage> call)
    {
        try
        {
            using var response = await call;
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    // Waits for work on another thread without a fixed time.
    private static async Task Until(Func<bool> condition, Action? meanwhile = null)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not happen.");
            meanwhile?.Invoke();
            await Task.Yield();
        }
    }
}
