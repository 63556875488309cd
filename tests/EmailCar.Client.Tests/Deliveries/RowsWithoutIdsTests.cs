namespace EmailCar.Client.Tests.Deliveries;

/// <summary>A service whose rows have no ids.</summary>
public sealed class RowsWithoutIdsTests : LookupTest
{
    private readonly Listing _listing;

    public RowsWithoutIdsTests() => _listing = new Listing(Server, tellsIds: false);

    [Fact]
    public async Task Each_id_is_queried_separately_and_this_is_reported()
    {
        var ids = _listing.Add(100, Today, 1);
        var rows = await LookUp(ids.Select(id => Sent(id, $"u{id}@x.cn")));
        Assert.Equal(ids.Select(id => (id, $"u{id}@x.cn", $"mail {id}")), rows.Select(row => (row.Id!.Value, row.To!, row.Subject)));
        Assert.Equal(102, _listing.Asked.Count);
        Assert.Single(Steps, step => step.RowsHaveNoIds);
    }

    [Fact]
    public async Task Rows_with_and_without_ids_are_all_found()
    {
        var ids = _listing.Add(90, Today, 1);
        var mixed = new Listing(Server);
        mixed.Mails.AddRange(_listing.Mails);
        mixed.Mails.AddRange(Enumerable.Repeat(new Listed(0, Today, "another's"), 30));
        Assert.Equal(ids, (await LookUp(ids.Select(id => Sent(id, "a@x.cn")))).Select(row => row.Id!.Value));
        Assert.Equal(4, mixed.Asked.Count);
    }
}
