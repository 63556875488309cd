using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Simulated faults, as seen by a client on a raw socket.</summary>
public sealed class SandboxFaultTests
{
    [Theory]
    [InlineData(SandboxFault.TooFast, "HTTP/1.1 200 OK", "频率过快", false)]
    [InlineData(SandboxFault.NoPoints, "HTTP/1.1 200 OK", "点数不足", false)]
    [InlineData(SandboxFault.ServerError, "HTTP/1.1 500 Internal Server Error", "<html>", false)]
    [InlineData(SandboxFault.HtmlPage, "HTTP/1.1 200 OK", "<html>", false)]
    [InlineData(SandboxFault.Drop, "", "", false)]
    [InlineData(SandboxFault.DropAfterAccept, "", "", true)]
    [InlineData(SandboxFault.Truncated, "HTTP/1.1 200 OK", "{\"data\":", true)]
    public async Task Each_fault_looks_like_a_real_one_on_the_network(SandboxFault fault, string start, string contains, bool isAccepted)
    {
        using var server = Start(fault);
        var answer = await RawCall.Exchange(server, Request(server, "a@example.com"));
        Assert.StartsWith(start, answer, StringComparison.Ordinal);
        Assert.Contains(contains, answer, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, answer.Length == 0);
        Assert.Equal(isAccepted, Assert.Single(server.Submissions).Accepted);
        var mail = Assert.Single(server.Mails);
        Assert.Equal((fault, isAccepted), (mail.Fault, mail.IsAccepted));
        Assert.Equal(isAccepted ? MailStatus.Delivered : MailStatus.Refused, server.StatusOf(mail));
        Assert.Equal(isAccepted ? 9_999 : 10_000, server.Points);
    }

    [Fact]
    public async Task A_truncated_response_has_half_of_its_declared_length()
    {
        using var server = Start(SandboxFault.Truncated);
        var answer = await RawCall.Exchange(server, Request(server, "a@example.com"));
        var body = answer.Substring(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
        var length = int.Parse(answer.Split(["Content-Length: "], StringSplitOptions.None)[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(length / 2, Encoding.UTF8.GetByteCount(body), 3.0);
    }

    [Fact]
    public async Task A_submission_that_hangs_gets_no_response_until_its_client_gives_up()
    {
        using var server = Start(SandboxFault.Hang);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
        var bytes = Encoding.ASCII.GetBytes(Request(server, "a@example.com"));
        await client.GetStream().WriteAsync(bytes, 0, bytes.Length);
        var read = client.GetStream().ReadAsync(new byte[1], 0, 1);
        while (server.Submissions.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(read.IsCompleted);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await read);
        Assert.False(Assert.Single(server.Mails).IsAccepted);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_in_any_order_of_arrival()
    {
        var first = await Outcomes(7, order => order);
        Assert.Equal(first, await Outcomes(7, order => order.Reverse()));
        Assert.NotEqual(first, await Outcomes(8, order => order));
        var met = first.Count(outcome => outcome.EndsWith(":", StringComparison.Ordinal) is false);
        Assert.InRange(met, 30, 90);
        Assert.Equal(4, first.Select(outcome => outcome.Split(':')[1]).Where(fault => fault.Length > 0).Distinct().Count());
    }

    [Fact]
    public async Task A_retry_of_a_submission_selects_another_fault_and_clear_starts_again()
    {
        using var server = Start(new SandboxFaults([SandboxFault.TooFast], 50, 3));
        async Task<string> Attempts()
        {
            var outcomes = new StringBuilder();
            for (var i = 0; i < 24; i++)
            {
                outcomes.Append((await server.SendMail("a@example.com")).Contains("error") ? 'x' : '-');
            }

            return outcomes.ToString();
        }

        var first = await Attempts();
        Assert.Contains('x', first);
        Assert.Contains('-', first);
        server.Clear();
        Assert.Empty(server.Mails);
        Assert.Empty(server.Submissions);
        Assert.Equal(first, await Attempts());
        server.Faults = SandboxFaults.None;
        Assert.Equal(new string('-', 24), await Attempts());
    }

    [Fact]
    public async Task Settings_can_be_changed_while_the_sandbox_is_running()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0.001 });
        Assert.Contains("success", await server.SendMail("a@example.com"), StringComparison.Ordinal);
        Assert.Contains("频率过快", await server.SendMail("a@example.com"), StringComparison.Ordinal);
        server.RequestsPerSecond = 0;
        server.Points = 1;
        Assert.Contains("success", await server.SendMail("a@example.com"), StringComparison.Ordinal);
        Assert.Contains("点数不足", await server.SendMail("a@example.com"), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => server.Points = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => server.RequestsPerSecond = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => server.Faults = new SandboxFaults([SandboxFault.Drop], 101, 1));
    }

    private static SandboxServer Start(SandboxFault fault) => Start(new SandboxFaults([fault], 100, 1));

    private static SandboxServer Start(SandboxFaults faults) => SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0, Faults = faults });

    private static string Request(SandboxServer server, string to)
    {
        var body = $"{SandboxCall.Mail}&to={to}";
        return $"POST /v1/mail/send HTTP/1.1\r\nHost: 127.0.0.1:{server.Endpoint.Port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    private static async Task<string[]> Outcomes(int seed, Func<IEnumerable<string>, IEnumerable<string>> order)
    {
        SandboxFault[] kinds = [SandboxFault.TooFast, SandboxFault.ServerError, SandboxFault.HtmlPage, SandboxFault.NoPoints];
        using var server = Start(new SandboxFaults(kinds, 30, seed));
        await Task.WhenAll(order(Enumerable.Range(0, 200).Select(i => $"user{i}@example.com")).Select(to => server.SendMail(to)));
        return [.. server.Mails.Select(mail => $"{mail.To}:{mail.Fault}").OrderBy(outcome => outcome, StringComparer.Ordinal)];
    }
}
