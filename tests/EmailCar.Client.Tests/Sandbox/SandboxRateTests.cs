using EmailCar.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxRateTests
{
    private const string TooFast = """{"status":"error","msg":"发送频率过快,请稍后再试"}""";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 3, 1, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_second_submission_within_the_second_is_too_fast()
    {
        using var server = SandboxServer.Start(new SandboxOptions(), _clock);

        Assert.NotEqual(TooFast, await server.SendMail("a@example.com"));
        _clock.Advance(TimeSpan.FromMilliseconds(979));
        Assert.Equal(TooFast, await server.SendMail("b@example.com"));
    }

    [Fact]
    public async Task Two_percent_less_than_the_interval_is_tolerated()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 4 }, _clock);

        Assert.NotEqual(TooFast, await server.SendMail("a@example.com"));
        _clock.Advance(TimeSpan.FromMilliseconds(245));
        Assert.NotEqual(TooFast, await server.SendMail("b@example.com"));
        _clock.Advance(TimeSpan.FromMilliseconds(244));
        Assert.Equal(TooFast, await server.SendMail("c@example.com"));
    }

    [Fact]
    public async Task A_rejected_submission_does_not_delay_the_next()
    {
        using var server = SandboxServer.Start(new SandboxOptions(), _clock);

        await server.SendMail("a@example.com");
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(TooFast, await server.SendMail("b@example.com"));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Contains("nobody", await server.SendMail("nobody"), StringComparison.Ordinal);
        Assert.Single(SandboxCall.Ids(await server.SendMail("b@example.com")));
    }

    [Fact]
    public async Task Queries_do_not_count()
    {
        using var server = SandboxServer.Start(new SandboxOptions(), _clock);

        await server.Post("user/balance", SandboxCall.Login);
        await server.Post("mail/stats", SandboxCall.Login);

        Assert.Single(SandboxCall.Ids(await server.SendMail("a@example.com")));
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_too_fast()
    {
        using var server = SandboxServer.Start(new SandboxOptions { RequestsPerSecond = 0 }, _clock);

        for (var i = 0; i < 20; i++)
        {
            Assert.Single(SandboxCall.Ids(await server.SendMail("a@example.com")));
        }
    }

    [Fact]
    public async Task Arrival_times_are_correct_to_the_millisecond()
    {
        using var server = SandboxServer.Start(new SandboxOptions(), _clock);

        await server.SendMail("a@example.com");
        _clock.Advance(TimeSpan.FromMilliseconds(1234));
        await server.SendMail("b@example.com");

        Assert.Equal(
            ["2024-03-01T01:00:00.000+00:00", "2024-03-01T01:00:01.234+00:00"],
            server.Submissions.Select(s => s.ArrivedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
