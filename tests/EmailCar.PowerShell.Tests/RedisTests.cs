using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>-Redis and journals in Redis, as a user sees them.</summary>
public sealed class RedisTests : IDisposable
{
    private const string Secret = "s3cret-word";
    private const string Connect = "Connect-EmailCar -NoVerify -Credential $credential -Endpoint $endpoint -From support@emailcar.net -TimeoutSec 1 ";
    private const string Everything = "(Get-EmailCarConnection).PSObject.Properties | ForEach-Object { \"$($_.Name)=$($_.Value)\" }";

    private readonly ServerSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-Redis h:1 -RateLimitPath x", "RedisWithRateLimitPath")]
    [InlineData($"-Redis 'h:1,password=half,{Secret}'", "InvalidRedis")]
    [InlineData($"-Redis 'redis://user:{Secret}@h:1'", "InvalidRedis")]
    [InlineData($"-Redis 'h:1,password={Secret},nonsense=1'", "RedisUnavailable")]
    [InlineData($"-Redis '127.0.0.1:1,password={Secret}'", "RedisUnavailable")]
    public void A_server_that_cannot_be_used_ends_the_connection_without_showing_the_password(string redis, string id)
    {
        var result = _session.Run(Connect + redis);
        Assert.Equal([id], result.ErrorIds);
        var error = Assert.Single(result.Errors);
        Assert.DoesNotContain(Secret, $"{error} {error.Exception} {error.TargetObject} {error.ErrorDetails}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath redis:run")]
    [InlineData("Get-EmailCarJournal redis:run")]
    [InlineData("Resolve-EmailCarUnknown REDIS:run")]
    [InlineData("Copy-EmailCarJournal redis:run run.jsonl")]
    public void A_journal_in_redis_needs_a_connection_to_redis(string command)
    {
        Assert.Equal(["RedisRequired"], _session.Run(command).ErrorIds);
        Assert.Empty(_session.Server.Submissions);
    }

    [Fact]
    public void A_name_that_no_journal_in_redis_can_have_is_an_error() =>
        Assert.Equal(["InvalidJournalName"], _session.Run("Get-EmailCarJournal 'redis:a b'").ErrorIds);

    [RedisFact]
    public void The_connection_shows_the_hosts_and_no_password()
    {
        using var redis = new RedisServer($"--appendonly no --requirepass {Secret}");
        var connected = _session.Run(Connect + $"-Redis '{redis.Address},password={Secret}' -Verbose");
        Assert.Contains("append-only", Assert.Single(connected.Streams.Warning).Message, StringComparison.Ordinal);
        var shown = string.Concat(_session.Run(Everything).Output.Select(o => o.ToString()));
        Assert.Contains(redis.Address, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
    }

    [RedisFact]
    public void A_list_that_is_sent_again_is_skipped_with_the_ids_and_the_journal_can_be_copied()
    {
        using var redis = new RedisServer("--appendonly yes --appendfsync always");
        _session.Server.Answer("/v1/mail/send", """{"data":{"return":{"id":[5,6]}},"msg":"ok","status":"success"}""");
        var connected = _session.Run(Connect + $"-RequestsPerSecond 0 -Redis {redis.Address}").Clean();
        Assert.Empty(connected.Streams.Warning);

        const string send = "'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath redis:run";
        Assert.Equal(["Submitted", "Submitted"], _session.Run(send).Clean().Statuses);
        var again = _session.Run(send).Clean();
        Assert.Equal(["Skipped", "Skipped"], again.Statuses);
        Assert.Equal([5L, 6L], again.Values<long>("Id"));

        var copied = _session.Run("Copy-EmailCarJournal redis:run redis:copy; Get-EmailCarJournal redis:copy").Clean();
        Assert.Equal(2, copied.Output[0].Properties["Submitted"].Value);
        Assert.Equal(["a@x.cn", "b@x.cn"], copied.Output.Skip(1).Select(o => o.Properties["To"].Value));
        Assert.Equal(["JournalExists"], _session.Run("Copy-EmailCarJournal redis:run redis:copy").ErrorIds);
        Assert.Single(_session.Server.Submissions);
    }

    [RedisFact]
    public void A_server_that_becomes_unavailable_ends_the_run_and_nothing_more_is_sent()
    {
        using var redis = new RedisServer("--appendonly yes --appendfsync always");
        _session.Run(Connect + $"-RequestsPerSecond 0 -Redis {redis.Address}").Clean();
        redis.Kill();
        var result = _session.Run("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -JournalPath redis:run");
        Assert.Equal(["RedisUnavailable"], result.ErrorIds);
        Assert.Empty(_session.Server.Submissions);
    }
}
