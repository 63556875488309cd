using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>Emails sent while paging shift the pages: every row that was there at the start is read once.</summary>
public class ShiftingPagesTests : ServiceTest
{
    private readonly Mailbox _mailbox;

    public ShiftingPagesTests() => _mailbox = new Mailbox(Server);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(79)]
    public async Task Rows_pushed_to_the_next_page_are_not_duplicated(int mails)
    {
        _mailbox.Add(130);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () => _mailbox.Add(mails);
        Assert.Equal(before, (await _mailbox.Read(Client)).Where(before.Contains));
    }

    [Fact]
    public async Task More_new_emails_at_once_than_two_pages_may_duplicate_rows_but_lose_none()
    {
        _mailbox.Add(130);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () => _mailbox.Add(100);
        Assert.Subset(new HashSet<string>(await _mailbox.Read(Client)), new HashSet<string>(before));
    }

    [Fact]
    public async Task New_emails_before_every_page_neither_duplicate_nor_lose_rows()
    {
        _mailbox.Add(130);
        var before = _mailbox.Subjects.ToArray();
        for (var page = 2; page < 8; page++)
        {
            _mailbox.BeforePage[page] = () => _mailbox.Add(30);
        }

        Assert.Equal(before, await _mailbox.Read(Client));
    }

    [Fact]
    public async Task New_emails_between_a_page_and_its_check_are_detected()
    {
        _mailbox.Add(130);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () =>
        {
            _mailbox.Add(5);
            _mailbox.BeforePage[1] = () => _mailbox.Add(7);
        };
        Assert.Equal(before, await _mailbox.Read(Client));
    }

    [Fact]
    public async Task Rows_that_shift_repeatedly_are_neither_duplicated_nor_lost()
    {
        _mailbox.Add(200);
        var before = _mailbox.Subjects.ToArray();
        for (var page = 2; page < 6; page++)
        {
            var mails = page * 3;
            _mailbox.BeforePage[page] = () => _mailbox.Add(mails);
        }

        Assert.Equal(before, await _mailbox.Read(Client));
    }

    [Fact]
    public async Task Rows_with_the_same_values_are_all_read()
    {
        _mailbox.AddEqual(130);
        Assert.Equal(130, (await _mailbox.Read(Client)).Count);
    }

    [Fact]
    public async Task Rows_with_the_same_values_across_a_page_boundary_are_all_read()
    {
        _mailbox.Add(50);
        _mailbox.AddEqual(20);
        _mailbox.Add(30);
        Assert.Equal(_mailbox.Subjects, await _mailbox.Read(Client));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Rows_with_the_same_values_that_shift_are_neither_duplicated_nor_lost(int mails)
    {
        _mailbox.Add(50);
        _mailbox.AddEqual(20);
        _mailbox.Add(30);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () => _mailbox.Add(mails);
        Assert.Equal(before, await _mailbox.Read(Client));
    }

    [Fact]
    public async Task Rows_whose_status_changes_in_the_meantime_are_still_the_same()
    {
        _mailbox.Add(90);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () =>
        {
            _mailbox.Add(3);
            _mailbox.Status = 3;
        };
        Assert.Equal(before, await _mailbox.Read(Client));
    }

    [Fact]
    public async Task New_emails_at_the_end_of_the_list_shift_nothing()
    {
        _mailbox.Add(90);
        _mailbox.BeforePage[2] = () => _mailbox.AddLast(50);
        Assert.Equal(140, (await _mailbox.Read(Client)).Count);
        Assert.Equal([1, 2, 3, 4], _mailbox.Asked.Select(a => a.Page));
    }

    [Fact]
    public async Task The_requested_number_of_rows_is_returned_although_pages_shift()
    {
        _mailbox.Add(200);
        var before = _mailbox.Subjects.ToArray();
        _mailbox.BeforePage[2] = () => _mailbox.Add(10);
        Assert.Equal(before.Take(60), await _mailbox.Read(Client, first: 60));
    }
}
