using EmailCar.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Where the id of a row is, which the service does not document (docs/service.md, mail/lists).</summary>
public sealed class SandboxRowIdTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 2, 29, 4, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(RowIdShape.Inside, """{"0":{ROW,"return":{"id":ID1}},"1":{ROW,"return":{"id":ID2}}}""")]
    [InlineData(RowIdShape.Beside, """{"0":{ROW},"return":{"id":ID1},"1":{ROW},"return":{"id":ID2}}""")]
    [InlineData(RowIdShape.None, """{"0":{ROW},"1":{ROW}}""")]
    public async Task The_id_is_in_the_configured_position(RowIdShape shape, string rows)
    {
        using var server = Start(new() { RowIdShape = shape });
        var ids = SandboxCall.Ids(await server.SendMail("a@example.com;b@example.com"));

        const string Row = """
            "failure_msg":"","from":"support@example.com","fromname":"Shop","guest_agent":"","guest_count":"0","guest_ip":"","replyto":"support@example.com","send_time":"2024-02-29 12:00:00","status":"2","subject":"Hi"
            """;
        Assert.Equal(
            """{"data":ROWS,"msg":"数据成功获取","status":"success"}"""
                .Replace("ROWS", rows).Replace("ROW", Row).Replace("ID1", $"{ids[0]}").Replace("ID2", $"{ids[1]}"),
            await server.Post("mail/lists", SandboxCall.Login));
    }

    [Fact]
    public async Task Rows_that_share_an_id_each_have_it_next_to_them()
    {
        using var server = Start(new() { RowIdShape = RowIdShape.Beside, IdShape = IdShape.Shared });
        var id = SandboxCall.Ids(await server.SendMail("a@example.com;b@example.com")).Single();

        var answer = await server.Post("mail/lists", $"{SandboxCall.Login}&send_id={id}");
        Assert.Contains($$$""","return":{"id":{{{id}}}},"1":""", answer, StringComparison.Ordinal);
        Assert.EndsWith($$$"""},"return":{"id":{{{id}}}}},"msg":"数据成功获取","status":"success"}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_id_is_found_by_the_id_of_its_submission()
    {
        using var server = Start(new() { RowIdShape = RowIdShape.None });
        var ids = SandboxCall.Ids(await server.SendMail("bounce@example.com;b@example.com"));

        var row = SandboxCall.Rows(await server.Post("mail/lists", $"{SandboxCall.Login}&send_id={ids[0]}")).Single();
        Assert.Equal("3", row.Text("status"));
        Assert.False(row.TryGetProperty("return", out _));
    }

    private SandboxServer Start(SandboxOptions options) => SandboxServer.Start(options, _clock);
}
