using EmailCar.Failures;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>The deliveries of many emails are looked up with as few requests as the service allows.</summary>
public sealed class DeliveryLookupTests : LookupTest
{
    private readonly Listing _listing;

    public DeliveryLookupTests() => _listing = new Listing(Server);

    [Fact]
    public async Task A_thousand_emails_of_a_day_take_one_count_and_25_pages()
    {
        var ids = _listing.Add(1000, Today, 1);
        var rows = await LookUp(ids.Select(id => Sent(id, $"u{id}@x.cn")));
        Assert.Equal(26, _listing.Asked.Count);
        Assert.Equal(ids.Select(id => (id, $"u{id}@x.cn", $"mail {id}")), rows.Select(row => (row.Id!.Value, row.To!, row.Subject)));
    }

    [Fact]
    public async Task Ids_without_a_time_are_looked_up_on_the_current_day()
    {
        var ids = _listing.Add(1000, Today, 1);
        Assert.Equal(ids, (await LookUp(ids.Select(Bare))).Select(row => row.Id!.Value));
        Assert.Equal(26, _listing.Asked.Count);
    }

    [Fact]
    public async Task Reading_days_gives_the_same_result_as_reading_ids()
    {
        var ids = _listing.Add(120, Today, 1);
        _listing.Mails[50].Status = 3;
        var byDay = await LookUp(ids.Select(id => Sent(id, $"u{id}@x.cn")));
        Steps.Clear();
        var oneByOne = new List<Delivery>();
        foreach (var id in ids)
        {
            Steps.Clear();
            oneByOne.AddRange(await LookUp([Sent(id, $"u{id}@x.cn")]));
        }

        Assert.Equal(oneByOne, byDay);
    }

    [Fact]
    public async Task One_or_two_ids_are_queried_separately()
    {
        _listing.Add(100, Today, 1);
        await LookUp([Sent(7, "a@x.cn"), Sent(9, "b@x.cn")]);
        Assert.Equal(["id 7 p1", "id 9 p1"], _listing.Asked.OrderBy(a => a, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_day_with_more_pages_than_ids_is_not_read()
    {
        _listing.Add(1000, Today, 1);
        var rows = await LookUp(Enumerable.Range(1, 20).Select(id => Sent(id * 7, $"u{id}@x.cn")));
        Assert.Equal(20, rows.Count);
        Assert.Equal("stats 2026-01-05", _listing.Asked[0]);
        Assert.Equal(Enumerable.Range(1, 20).Select(id => $"id {id * 7} p1").OrderBy(a => a, StringComparer.Ordinal), _listing.Asked.Skip(1).OrderBy(a => a, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reading_ends_as_soon_as_all_ids_are_found()
    {
        _listing.Add(400, Today, 1);
        await LookUp(Enumerable.Range(1, 60).Select(id => Sent(id, $"u{id}@x.cn")));
        Assert.Equal(["stats 2026-01-05", "2026-01-05 p1", "2026-01-05 p2"], _listing.Asked);
    }

    [Fact]
    public async Task Each_day_is_read_for_the_emails_sent_on_it()
    {
        var before = _listing.Add(100, Yesterday, 1);
        var today = _listing.Add(50, Today, 101);
        var rows = await LookUp([.. before.Select(id => Sent(id, "a@x.cn", Yesterday)), .. today.Select(id => Sent(id, "b@x.cn"))]);
        Assert.Equal(Enumerable.Range(1, 150).Select(i => (long)i), rows.Select(row => row.Id!.Value));
        Assert.Equal(
            ["stats 2026-01-04", "2026-01-04 p1", "2026-01-04 p2", "2026-01-04 p3", "stats 2026-01-05", "2026-01-05 p1", "2026-01-05 p2"],
            _listing.Asked);
    }

    [Fact]
    public async Task Two_responses_show_the_day_of_ids_that_are_not_from_today()
    {
        var ids = _listing.Add(200, "2025-12-24", 1);
        var rows = await LookUp(ids.Select(Bare));
        Assert.Equal(ids, rows.Select(row => row.Id!.Value).OrderBy(id => id));
        Assert.InRange(_listing.Asked.Count, 6, 12);
    }

    [Fact]
    public async Task An_email_that_the_service_lists_on_the_next_day_is_found_there()
    {
        _listing.Add(60, Yesterday, 1);
        _listing.Add(60, Today, 61);
        var rows = await LookUp(Enumerable.Range(1, 120).Select(id => Sent(id, $"u{id}@x.cn", Yesterday)));
        Assert.Equal(120, rows.Count);
        Assert.Equal(120, rows.Select(row => row.To).Distinct().Count());
        Assert.InRange(_listing.Asked.Count, 6, 12);
    }

    [Fact]
    public async Task Ids_of_many_days_are_not_looked_up_by_day()
    {
        for (var day = 1; day <= 30; day++)
        {
            _listing.Add(200, $"2025-11-{day:00}", day * 1000);
        }

        var rows = await LookUp(Enumerable.Range(1, 30).Select(day => Bare(day * 1000)));
        Assert.Equal(30, rows.Count);
        Assert.Equal(31, _listing.Asked.Count);
    }

    [Fact]
    public async Task The_emails_of_a_submission_may_share_an_id()
    {
        for (var id = 1; id <= 20; id++)
        {
            _listing.Mails.AddRange(Enumerable.Range(0, 50).Select(_ => new Listed(id, Today, "the same to all")));
        }

        var rows = await LookUp(Enumerable.Range(0, 1000).Select(i => Sent(1 + (i / 50), $"u{i}@x.cn")));
        Assert.Equal(1000, rows.Count);
        Assert.All(rows.GroupBy(row => row.Id), group => Assert.Equal(50, group.Count()));
        Assert.All(rows, row => Assert.Null(row.To));
        Assert.DoesNotContain(_listing.Asked, asked => asked.StartsWith("id ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shared_id_returns_all_its_rows_for_one_recipient()
    {
        for (var id = 1; id <= 10; id++)
        {
            _listing.Mails.AddRange(Enumerable.Range(0, 30).Select(i => new Listed(id, Today, $"mail {i} of {id}")));
        }

        var rows = await LookUp(Enumerable.Range(1, 10).Select(id => Sent(id, $"u{id}@x.cn")));
        Assert.Equal(300, rows.Distinct().Count());
        Assert.All(rows, row => Assert.Null(row.To));
    }

    [Fact]
    public async Task Emails_sent_while_reading_hide_no_rows()
    {
        var ids = _listing.Add(400, Today, 1000);
        for (var page = 2; page < 10; page += 2)
        {
            var first = 5000 + (page * 100);
            _listing.Before[$"2026-01-05 p{page}"] = () => _listing.Mails.InsertRange(
                0, Enumerable.Range(first, 50).Select(id => new Listed(id, Today, "new")));
        }

        Assert.Equal(ids, (await LookUp(ids.Select(id => Sent(id, "a@x.cn")))).Select(row => row.Id!.Value));
    }

    [Fact]
    public async Task Ids_that_the_service_does_not_list_are_returned_at_the_end()
    {
        _listing.Add(100, Today, 1);
        var rows = await LookUp(Enumerable.Range(1, 101).Select(id => Sent(id == 101 ? 999 : id, "a@x.cn")));
        Assert.Equal(100, rows.Count);
        Assert.Equal([999L], Steps[^1].NotListed);
    }

    [Fact]
    public async Task A_repeated_id_is_queried_once()
    {
        _listing.Add(1, Today, 7);
        Assert.Equal("a@x.cn", Assert.Single(await LookUp([Sent(7, "a@x.cn"), Sent(7, "A@x.cn"), Bare(7)])).To);
        Assert.Single(_listing.Asked);
    }

    [Fact]
    public async Task A_rejection_applies_only_to_its_id()
    {
        _listing.Add(2, Today, 1);
        Server.Handle(ListsPath, request => request.BodyText.Contains("send_id=1&", StringComparison.Ordinal)
            ? """{"status":"error","msg":"失败原因"}"""
            : """{"data":{"0":{"subject":"s","status":"2"}},"msg":"","status":"success"}""");
        var rows = await LookUp([Bare(1), Bare(2)]);
        Assert.Equal([2L], rows.Select(row => row.Id!.Value));
        var refused = Assert.Single(Steps, step => step.Refusal is not null);
        Assert.Equal((1L, "失败原因"), (refused.RefusedId, refused.Refusal!.Message));
    }

    [Fact]
    public async Task Rows_found_before_a_failure_are_returned()
    {
        var ids = _listing.Add(200, Today, 1);
        _listing.Before["2026-01-05 p3"] = () => Server.Answer(ListsPath, """{"status":"error","msg":"用户名或密码错误"}""");
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => LookUp(ids.Select(id => Sent(id, "a@x.cn"))));
        Assert.Equal(FailureKind.Authentication, failure.Kind);
        Assert.Equal(120, Steps.Sum(step => step.Rows.Count));
    }

    [Fact]
    public async Task A_day_that_is_rejected_halfway_leaves_no_incomplete_shared_id()
    {
        for (var id = 1; id <= 12; id++)
        {
            _listing.Mails.AddRange(Enumerable.Range(0, 30).Select(i => new Listed(id, Today, $"mail {i} of {id}")));
        }

        Server.Handle(ListsPath, request => request.BodyText.Contains("start_date", StringComparison.Ordinal) && request["p"] == "3"
            ? """{"status":"error","msg":"失败原因"}"""
            : _listing.List(request));
        var rows = await LookUp(Enumerable.Range(1, 12).Select(id => Sent(id, $"u{id}@x.cn")));
        Assert.Equal(360, rows.Distinct().Count());
        Assert.Equal(360, rows.Count);
    }

    [Fact]
    public async Task A_page_that_is_empty_when_read_again_loses_no_rows()
    {
        var ids = _listing.Add(60, Today, 1);
        _listing.Mails.Insert(40, new Listed(40, Today, "another mail of 40"));
        _listing.Before["2026-01-05 p2"] = () => _listing.Before["2026-01-05 p1"] = _listing.Mails.Clear;
        Assert.Equal(61, (await LookUp(ids.Select(Bare))).Count);
    }

    [Fact]
    public async Task A_lookup_without_ids_sends_no_requests()
    {
        Assert.Empty(await LookUp([]));
        Assert.Empty(_listing.Asked);
    }
}
