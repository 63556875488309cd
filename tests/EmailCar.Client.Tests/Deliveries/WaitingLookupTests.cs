namespace EmailCar.Client.Tests.Deliveries;

/// <summary>Repeating the query until every email is delivered or failed.</summary>
public sealed class WaitingLookupTests() : LookupTest(skipsWaits: true)
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private Listing Listing => field ??= new Listing(Server);

    [Fact]
    public async Task Each_email_is_returned_when_it_has_a_final_status()
    {
        Listing.Add(3, Today, 1);
        Listing.Mails[1].Status = 1;
        Listing.Before["id 2 p1"] = () => Listing.Before["id 2 p1"] = () => Listing.Mails[1].Status = 3;
        var rows = await LookUp([Sent(1, "a@x.cn"), Sent(2, "b@x.cn")], FiveMinutes);
        Assert.Equal([("a@x.cn", DeliveryStatus.Delivered), ("b@x.cn", DeliveryStatus.Failed)], rows.Select(row => (row.To!, row.Status)));
        Assert.Equal(["id 1 p1", "id 2 p1", "id 2 p1"], Listing.Asked.OrderBy(a => a, StringComparer.Ordinal));
        Assert.True(Steps.FindIndex(step => step.Rows.Count > 0) < Steps.FindIndex(step => step.Pause is not null));
    }

    [Fact]
    public async Task The_pauses_grow_to_a_minute_and_end_with_the_time()
    {
        Listing.Add(1, Today, 1);
        Listing.Mails[0].Status = 1;
        var row = Assert.Single(await LookUp([Sent(1, "a@x.cn")], FiveMinutes));
        Assert.Equal(("a@x.cn", DeliveryStatus.Sending), (row.To!, row.Status));
        Assert.Equal(
            [2, 4, 8, 16, 32, 60, 60, 60, 58],
            Steps.Where(step => step.Pause is not null).Select(step => (int)step.Pause!.Value.TotalSeconds));
        Assert.Equal(1, Steps[^1].NotSettled);
        Assert.Empty(Steps[^1].NotListed);
    }

    [Fact]
    public async Task An_email_that_is_not_listed_in_time_has_status_sending()
    {
        _ = Listing;
        var row = Assert.Single(await LookUp([Sent(1, "a@x.cn")], FiveMinutes));
        Assert.Equal((1L, "a@x.cn", "s", DeliveryStatus.Sending), (row.Id!.Value, row.To!, row.Subject, row.Status));
        Assert.Equal([1L], Steps[^1].NotListed);
    }

    [Fact]
    public async Task Each_email_that_shares_an_id_is_returned_once()
    {
        Listing.Mails.AddRange(Enumerable.Range(0, 5).Select(_ => new Listed(1, Today, "same")));
        Listing.Mails[0].Status = Listing.Mails[1].Status = Listing.Mails[4].Status = 1;
        Listing.Before["id 1 p1"] = () => Listing.Before["id 1 p1"] = () => Listing.Mails[0].Status = Listing.Mails[4].Status = 2;
        var rows = await LookUp(Enumerable.Range(0, 6).Select(i => Sent(1, $"u{i}@x.cn")), FiveMinutes);
        Assert.Equal(4, rows.Count(row => row.Status == DeliveryStatus.Delivered));
        Assert.Equal(2, rows.Count(row => row.Status == DeliveryStatus.Sending));
        Assert.Equal([2, 2, 2], Steps.Where(step => step.Rows.Count > 0).Select(step => step.Rows.Count));
    }

    [Fact]
    public async Task Many_emails_that_are_still_being_sent_are_queried_by_day_again()
    {
        var ids = Listing.Add(200, Today, 1);
        Listing.Mails.ForEach(mail => mail.Status = 1);
        Listing.Before["2026-01-05 p5"] = () => Listing.Mails.ForEach(mail => mail.Status = 2);
        var rows = await LookUp(ids.Select(id => Sent(id, "a@x.cn")), FiveMinutes);
        Assert.Equal(200, rows.Count);
        Assert.Equal(6 + 5, Listing.Asked.Count);
    }
}
