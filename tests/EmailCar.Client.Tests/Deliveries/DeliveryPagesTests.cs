using EmailCar.Client.Tests.Support;
using EmailCar.Deliveries;
using EmailCar.Failures;
using EmailCar.Http;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>Which pages are read.</summary>
public class DeliveryPagesTests : ServiceTest
{
    private readonly Mailbox _mailbox;

    public DeliveryPagesTests() => _mailbox = new Mailbox(Server);

    [Fact]
    public async Task All_rows_are_read_in_pages_of_40()
    {
        _mailbox.Add(100);
        Assert.Equal(_mailbox.Subjects, await _mailbox.Read(Client));
        Assert.Equal([(1, 40), (2, 40), (3, 40)], _mailbox.Asked);
    }

    [Theory]
    [InlineData(0, 5, "1/5")]
    [InlineData(0, 40, "1/40")]
    [InlineData(0, 41, "1/21 2/21")]
    [InlineData(100, 45, "5/25 6/25")]
    [InlineData(1000, 45, "41/25 42/25")]
    [InlineData(39, 2, "14/3")]
    [InlineData(7, 1, "8/1")]
    public async Task No_more_pages_than_needed_are_read(long skip, long first, string pages)
    {
        _mailbox.Add(1100);
        Assert.Equal(_mailbox.Subjects.Skip((int)skip).Take((int)first), await _mailbox.Read(Client, skip, first));
        Assert.Equal(pages, string.Join(" ", _mailbox.Asked.Select(a => $"{a.Page}/{a.Size}")));
    }

    [Fact]
    public async Task Every_range_is_read_correctly_with_pages_of_at_most_40()
    {
        _mailbox.Add(130);
        for (var skip = 0; skip < 140; skip += 13)
        {
            for (var first = 1; first < 100; first += 17)
            {
                Assert.Equal(_mailbox.Subjects.Skip(skip).Take(first), await _mailbox.Read(Client, skip, first));
            }
        }

        Assert.All(_mailbox.Asked, a => Assert.InRange(a.Size, 1, 40));
    }

    [Fact]
    public async Task Skipped_pages_are_not_read()
    {
        _mailbox.Add(100);
        Assert.Equal(_mailbox.Subjects.Skip(85), await _mailbox.Read(Client, skip: 85));
        Assert.Equal([(3, 40)], _mailbox.Asked);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(39, 1)]
    [InlineData(40, 2)]
    [InlineData(41, 2)]
    [InlineData(80, 3)]
    public async Task A_page_shorter_than_requested_is_the_last(int rows, int requests)
    {
        _mailbox.Add(rows);
        Assert.Equal(rows, (await _mailbox.Read(Client)).Count);
        Assert.Equal(requests, _mailbox.Asked.Count);
    }

    [Fact]
    public async Task Nothing_found_is_the_end()
    {
        Server.Answer(ListsPath, """{"status":"error","msg":"没有找到数据"}""");
        Assert.Empty(await _mailbox.Read(Client));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_query_for_no_rows_sends_no_requests()
    {
        Assert.Empty(await _mailbox.Read(Client, first: 0));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_failure_on_a_later_page_is_reported_once()
    {
        _mailbox.Add(100);
        var pages = new DeliveryPages(Client, new DeliveryQuery(), 0, null);
        Assert.Equal(40, (await pages.NextAsync(CancellationToken.None).Soon()).Count);
        Server.Answer(ListsPath, """{"status":"error","msg":"失败原因"}""");
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => pages.NextAsync(CancellationToken.None).Soon());
        Assert.Equal("失败原因", failure.Message);
        Assert.Equal(2, pages.Page);
    }
}
