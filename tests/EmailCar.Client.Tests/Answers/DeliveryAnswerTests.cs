using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Answers;

/// <summary>The rows of mail/lists, in every possible form.</summary>
public class DeliveryAnswerTests : ServiceTest
{
    private const string Row =
        """{"failure_msg":"no such user","from":"f@x.cn","fromname":"会员中心","guest_agent":"Foxmail","guest_count":"7","guest_ip":"1.2.3.4","replyto":"r@x.cn","send_time":"2015-11-17 15:29:51","status":"3","subject":"您好"}""";

    [Fact]
    public async Task A_row_is_read_field_by_field()
    {
        var expected = new Delivery(
            null, null, "您好", "f@x.cn", "会员中心", "r@x.cn", new DateTimeOffset(2015, 11, 17, 15, 29, 51, TimeSpan.FromHours(8)),
            DeliveryStatus.Failed, 7, "1.2.3.4", "Foxmail", "no such user");
        Assert.Equal(expected, Assert.Single(await Rows($$"""{"0":{{Row}}}""")));
    }

    [Fact]
    public async Task An_array_of_rows_is_read_like_a_numbered_object()
    {
        var numbered = await Rows("""{"0":{"subject":"a"},"1":{"subject":"b"}}""");
        Assert.Equal(["a", "b"], numbered.Select(r => r.Subject));
        Assert.Equal(numbered, await Rows("""[{"subject":"a"},{"subject":"b"}]"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task No_rows_are_an_empty_page(string data) => Assert.Empty(await Rows(data));

    [Fact]
    public async Task Nothing_found_is_an_empty_page()
    {
        Server.Answer(ListsPath, """{"status":"error","msg":"没有找到数据"}""");
        Assert.Empty(await AskDeliveries());
    }

    [Fact]
    public async Task Numbers_may_be_written_without_quotes()
    {
        var row = Assert.Single(await Rows("""[{"status":2,"guest_count":3,"id":873216184254383362}]"""));
        Assert.Equal((DeliveryStatus.Delivered, 3L, 873216184254383362L), (row.Status, row.OpenCount, row.Id));
    }

    [Theory]
    [InlineData("\"1\"", DeliveryStatus.Sending)]
    [InlineData("\"2\"", DeliveryStatus.Delivered)]
    [InlineData("\"3\"", DeliveryStatus.Failed)]
    [InlineData("1", DeliveryStatus.Sending)]
    [InlineData("2", DeliveryStatus.Delivered)]
    [InlineData("3", DeliveryStatus.Failed)]
    [InlineData("0", DeliveryStatus.Unknown)]
    [InlineData("4", DeliveryStatus.Unknown)]
    [InlineData("-1", DeliveryStatus.Unknown)]
    [InlineData("4294967298", DeliveryStatus.Unknown)]
    [InlineData("\"\"", DeliveryStatus.Unknown)]
    [InlineData("\"已发送\"", DeliveryStatus.Unknown)]
    [InlineData("null", DeliveryStatus.Unknown)]
    public async Task A_status_is_documented_or_unknown(string status, DeliveryStatus expected) =>
        Assert.Equal(expected, Assert.Single(await Rows($$"""[{"status":{{status}}}]""")).Status);

    [Theory]
    [InlineData("2015-11-17 15:29:51", "2015-11-17T15:29:51+08:00")]
    [InlineData(" 2024-02-29 00:00:00 ", "2024-02-29T00:00:00+08:00")]
    [InlineData("2023-02-29 00:00:00", null)]
    [InlineData("0000-00-00 00:00:00", null)]
    [InlineData("0001-01-01 00:00:00", null)]
    [InlineData("17.11.2015", null)]
    [InlineData("", null)]
    public async Task The_time_is_in_China_or_null_if_it_is_unreadable(string wire, string? expected)
    {
        var row = Assert.Single(await Rows($$"""[{"send_time":"{{wire}}"}]"""));
        Assert.Equal(expected, row.SentAt?.ToString("yyyy-MM-ddTHH:mm:sszzz"));
    }

    [Theory]
    [InlineData("""{"0":{"subject":"s","return":{"id":873216184254383362}}}""")]
    [InlineData("""{"0":{"subject":"s","return":{"id":"873216184254383362"}}}""")]
    [InlineData("""{"0":{"subject":"s"},"return":{"id":873216184254383362}}""")]
    [InlineData("""{"0":{"subject":"s","id":"873216184254383362"}}""")]
    [InlineData("""{"0":{"subject":"s","send_id":"873216184254383362"}}""")]
    [InlineData("""[{"subject":"s","return":[{"id":873216184254383362}]}]""")]
    public async Task The_id_is_found_in_every_position(string data) =>
        Assert.Equal(873216184254383362, Assert.Single(await Rows(data)).Id);

    [Fact]
    public async Task A_return_next_to_the_rows_belongs_to_the_row_before_it()
    {
        var rows = await Rows("""{"0":{},"return":{"id":10},"1":{},"2":{"id":12},"3":{}}""");
        Assert.Equal([10L, null, 12L, null], rows.Select(r => r.Id));
    }

    [Fact]
    public async Task Only_members_with_a_number_are_rows()
    {
        var rows = await Rows("""{"count":"2","page":{"subject":"no"},"0":{"subject":"a"},"total":{"subject":"no"},"":{"subject":"no"},"10":{"subject":"b"}}""");
        Assert.Equal(["a", "b"], rows.Select(r => r.Subject));
    }

    [Fact]
    public async Task Rows_that_are_not_objects_are_ignored() =>
        Assert.Equal("a", Assert.Single(await Rows("""[null,"x",7,{"subject":"a"}]""")).Subject);

    [Fact]
    public async Task Rows_with_the_same_values_are_all_returned() =>
        Assert.Equal(3, (await Rows($"[{Row},{Row},{Row}]")).Count);

    private async Task<IReadOnlyList<Delivery>> Rows(string data)
    {
        Server.Answer(ListsPath, $$"""{"data":{{data}},"msg":"数据成功获取","status":"success"}""");
        return await AskDeliveries();
    }
}
