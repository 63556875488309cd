using System.Net;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Programs can use the sandbox; other pages in a browser, and host names that resolve to this machine, cannot.</summary>
public sealed class SandboxBrowserRuleTests : IDisposable
{
    private readonly SandboxServer _server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 });

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "", 200)]
    [InlineData("POST", "v1/user/balance", "LocalHost:{p}", "", 200)]
    [InlineData("POST", "v1/user/balance", "rebound.example:{p}", "", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1", "", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:1", "", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1.example:{p}", "", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin: http://127.0.0.1:{p}", 200)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin: http://localhost:{p}", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin: https://127.0.0.1:{p}", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin: https://example.com", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin: null", 403)]
    [InlineData("POST", "v1/user/balance", "127.0.0.1:{p}", "Origin:", 403)]
    [InlineData("POST", "v1/mail/send", "127.0.0.1:{p}", "Origin: https://example.com", 403)]
    [InlineData("POST", "v1/mail/send", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site", 403)]
    [InlineData("POST", "v1/mail/send", "127.0.0.1:{p}", "Sec-Fetch-Site: same-site", 403)]
    [InlineData("GET", "inbox/mails", "127.0.0.1:{p}", "Sec-Fetch-Site: same-origin", 200)]
    [InlineData("GET", "inbox/mails", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site", 403)]
    [InlineData("GET", "inbox/mails", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", 403)]
    [InlineData("GET", "", "127.0.0.1:{p}", "Sec-Fetch-Site: none", 200)]
    [InlineData("GET", "", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", 200)]
    [InlineData("GET", "", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe", 403)]
    [InlineData("GET", "", "127.0.0.1:{p}", "Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: script", 403)]
    [InlineData("POST", "inbox/clear", "127.0.0.1:{p}", "X-EmailCar-Inbox: 1", 200)]
    [InlineData("POST", "inbox/clear", "127.0.0.1:{p}", "", 403)]
    [InlineData("POST", "inbox/clear", "127.0.0.1:{p}", "X-EmailCar-Inbox: 1|Origin: https://example.com", 403)]
    [InlineData("GET", "inbox/clear", "127.0.0.1:{p}", "X-EmailCar-Inbox: 1", 405)]
    [InlineData("POST", "inbox/mails", "127.0.0.1:{p}", "", 405)]
    public async Task A_request_is_accepted_only_if_no_other_page_can_have_sent_it(string method, string path, string host, string headers, int status)
    {
        await _server.SendMail("a@example.com");
        var port = $"{_server.Endpoint.Port}";
        var body = method == "POST" ? SandboxCall.Mail + "&to=b@example.com" : "";
        var lines = new[] { $"{method} /{path} HTTP/1.1", $"Host: {host}", "Content-Type: application/x-www-form-urlencoded", $"Content-Length: {body.Length}" }
            .Concat(headers.Split(['|'], StringSplitOptions.RemoveEmptyEntries));
        var answer = await RawCall.Exchange(_server, string.Join("\r\n", lines).Replace("{p}", port) + "\r\n\r\n" + body);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        if (status != 200)
        {
            Assert.Equal(["a@example.com"], _server.Mails.Select(mail => mail.To));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 403)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nHost: 127.0.0.1:1\r\n\r\n", 400)]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task Ambiguous_HTTP_is_rejected(string request, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await RawCall.Exchange(_server, request), StringComparison.Ordinal);

    [Fact]
    public async Task An_endless_head_is_rejected() =>
        Assert.StartsWith("HTTP/1.1 431 ", await RawCall.Exchange(_server, "GET / HTTP/1.1\r\nX: " + new string('x', 70_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("inbox.js")]
    [InlineData("inbox/mails")]
    [InlineData("inbox/mails/1")]
    [InlineData("inbox/mails/1/preview")]
    [InlineData("inbox/mails/1/eml")]
    [InlineData("inbox/mails/7")]
    public async Task Everything_in_the_inbox_is_protected_from_other_pages_and_caches(string path)
    {
        await _server.SendMail("a@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Inbox, path));
        using var response = await SandboxCall.Send(request);
        Assert.Equal(path == "inbox/mails/7" ? HttpStatusCode.NotFound : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "nosniff no-referrer no-store same-origin same-origin off",
            string.Join(" ", new[] { "X-Content-Type-Options", "Referrer-Policy", "Cache-Control", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "X-DNS-Prefetch-Control" }
                .Select(name => response.Headers.GetValues(name).Single())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("inbox.js")]
    public async Task The_page_runs_and_loads_nothing_but_its_own_files(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Inbox, path));
        using var response = await SandboxCall.Send(request);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task An_attachment_is_a_download_whatever_its_type_is()
    {
        using (var call = await SmtpCall.LogIn(_server))
        {
            await call.Mail("From: a@example.com\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"a;\\\"b\\\" 工资\t<x>.html\"\r\n\r\n<script>", "a@example.com");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Inbox, "inbox/mails/1/attachments/0"));
        using var response = await SandboxCall.Send(request);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename*=UTF-8''a%3B%22b%22%20%E5%B7%A5%E8%B5%84%09%3Cx%3E.html", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("<script>\r\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_email_has_a_policy_that_permits_nothing()
    {
        await _server.SendMail("a@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Inbox, "inbox/mails/1/preview"));
        using var response = await SandboxCall.Send(request);
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
            + "sandbox allow-popups allow-popups-to-escape-sandbox",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }
}
