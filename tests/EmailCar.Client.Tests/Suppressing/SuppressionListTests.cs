using System.Text;
using EmailCar.Suppressing;

namespace EmailCar.Client.Tests.Suppressing;

/// <summary>A suppression list on disk: which addresses are added and removed, and the content of the file.</summary>
public sealed class SuppressionListTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.FromHours(8));

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"))).FullName;

    private string ListPath => Path.Combine(_folder, "list.csv");

    private SuppressionList List => new(ListPath);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Addresses_added_by_hand_are_stored_as_a_table_that_Excel_opens()
    {
        Add(new SuppressionRequest("ann@x.cn", "Asked by phone, \"please\""), new SuppressionRequest("ben@x.cn", "=HYPERLINK(\"x\")") { Until = Now.AddDays(7) });
        Assert.Equal(
            "To,Reason,Source,Since,Until\r\n"
            + "ann@x.cn,\"Asked by phone, \"\"please\"\"\",Manual,2026-05-04T01:30:00Z,\r\n"
            + "ben@x.cn,\"'=HYPERLINK(\"\"x\"\")\",Manual,2026-05-04T01:30:00Z,2026-05-11T01:30:00Z\r\n",
            Text());
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(ListPath).Take(3));
    }

    [Fact]
    public void An_address_is_found_in_any_spelling_until_its_suppression_ends()
    {
        Add(new SuppressionRequest("Ann@bücher.example", "r") { Until = Now.AddDays(1) });
        var active = List.ReadActive(Now);
        Assert.True(active.Contains("ann@XN--BCHER-KVA.example", out var reason, out var until));
        Assert.Equal(("r", Now.AddDays(1)), (reason, until));
        Assert.True(active.Contains("ANN@BÜCHER.example", out _, out _));
        Assert.False(active.Contains("anna@bücher.example", out _, out _));
        Assert.False(List.ReadActive(Now.AddDays(1)).Contains("ann@bücher.example", out _, out _));
    }

    [Fact]
    public void A_listed_address_is_not_added_again_unless_for_longer()
    {
        Assert.Single(Add(new SuppressionRequest("ann@x.cn", "r") { Until = Now.AddDays(5) }));
        Assert.Empty(Add(new SuppressionRequest("ANN@x.cn", "r") { Until = Now.AddDays(4) }));
        Assert.Single(Add(new SuppressionRequest("ann@x.cn", "r")));
        Assert.Empty(Add(new SuppressionRequest("ann@x.cn", "r"), new SuppressionRequest("ann@x.cn", "s") { Until = Now.AddYears(9) }));
        Assert.Equal(2, List.Read(Now).Count);
    }

    [Fact]
    public void A_permanent_failure_suppresses_forever_and_counts_once()
    {
        var row = Assert.Single(Add(Failed(7, "550 用户不存在", Now.AddHours(-2))));
        Assert.Equal(("ann@x.cn", "550 用户不存在", "Delivery 7", (DateTimeOffset?)Now.AddHours(-2), (DateTimeOffset?)null, true), (row.To, row.Reason, row.Source, row.Since, row.Until, row.Active));
        Assert.Empty(Add(Failed(7, "550 用户不存在", Now), Failed(8, "550 用户不存在", Now)));
    }

    [Fact]
    public void The_second_hard_failure_within_30_days_suppresses_for_30_days()
    {
        Assert.False(Assert.Single(Add(Failed(1, "554 Transaction failed", Now.AddDays(-31)))).Active);
        Assert.False(Assert.Single(Add(Failed(2, "554 Transaction failed", Now))).Active);
        Assert.Equal(0, List.ReadActive(Now).Count);

        // The same delivery, returned by another query.
        Assert.Empty(Add(Failed(2, "554 Transaction failed", Now)));
        var second = Assert.Single(Add(Failed(3, "554 Transaction failed", Now.AddDays(-3))));
        Assert.Equal(Now.AddDays(30), second.Until);
        Assert.True(second.Active);
        Assert.Equal(0, List.ReadActive(Now.AddDays(30)).Count);
    }

    [Theory]
    [InlineData("421 Try again later")]
    [InlineData("552 5.2.2 Mailbox full")]
    [InlineData("554 5.7.1 spam")]
    [InlineData("")]
    public void Failures_that_are_not_about_the_address_never_suppress(string message)
    {
        Assert.Empty(Add([.. Enumerable.Range(1, 50).Select(id => Failed(id, message, Now))]));
        Assert.False(List.Exists);
    }

    [Fact]
    public void A_removed_address_is_not_added_again_by_the_same_delivery()
    {
        Add(Failed(1, "554 x", Now), Failed(2, "554 x", Now), new SuppressionRequest("ben@x.cn", "r"));
        Assert.Equal(["cy@x.cn"], List.Remove(["ANN@x.cn", "cy@x.cn", "ben@x.cn"], Now, CancellationToken.None));
        Assert.Equal(0, List.ReadActive(Now).Count);
        Assert.Empty(Add(Failed(1, "554 x", Now), Failed(2, "554 x", Now)));

        // Failures before the removal are not counted together with one after it.
        Assert.False(Assert.Single(Add(Failed(3, "554 x", Now))).Active);
        Assert.Equal(["ann@x.cn"], List.Remove(["ann@x.cn"], Now, CancellationToken.None));
    }

    [Fact]
    public void A_list_written_by_hand_is_accepted_and_keeps_its_columns()
    {
        File.WriteAllText(ListPath, "Name,to,Until\nAnn,ann@x.cn,2099-01-01\nBen,\"Ben <ben@x.cn>\"\n,,\n", new UTF8Encoding(true));
        Assert.Equal(2, List.ReadActive(Now).Count);
        Add(new SuppressionRequest("cy@x.cn", "r"));
        Assert.Equal(
            "Name,to,Until,Reason,Source,Since\r\nAnn,ann@x.cn,2099-01-01\r\nBen,\"Ben <ben@x.cn>\"\r\n,cy@x.cn,,r,Manual,2026-05-04T01:30:00Z\r\n",
            Text());
        Assert.Equal(3, List.ReadActive(Now).Count);
    }

    [Theory]
    [InlineData("Name,Phone\r\nAnn,1\r\n", SuppressionProblem.NoHeader, 1)]
    [InlineData("To;Reason\r\nann@x.cn;r\r\n", SuppressionProblem.NoHeader, 1)]
    [InlineData("To,Until\r\nann@x.cn,soon\r\n", SuppressionProblem.InvalidRow, 2)]
    [InlineData("To\r\nann@x.cn\r\nann\r\n", SuppressionProblem.InvalidRow, 3)]
    public void A_file_that_cannot_be_read_is_an_error_and_is_not_changed(string text, SuppressionProblem problem, int row)
    {
        File.WriteAllText(ListPath, text);
        var e = Assert.Throws<SuppressionException>(() => List.ReadActive(Now));
        Assert.Equal((problem, row), (e.Problem, e.Row));
        Assert.Throws<SuppressionException>(() => Add(new SuppressionRequest("ann@x.cn", "r")));
        Assert.Equal(text, File.ReadAllText(ListPath));
    }

    [Fact]
    public void Chinese_text_that_is_not_UTF8_is_an_error_and_not_garbled()
    {
        File.WriteAllBytes(ListPath, [.. Encoding.ASCII.GetBytes("To,Reason\r\nann@x.cn,"), 0xD3, 0xC3, 0xBB, 0xA7]);
        Assert.Equal(SuppressionProblem.NotUtf8, Assert.Throws<SuppressionException>(() => List.Read(Now)).Problem);
    }

    [Fact]
    public void A_lock_that_another_process_holds_is_an_error_that_shows_this()
    {
        using var held = SuppressionLock.Take(ListPath, TimeSpan.Zero, CancellationToken.None);
        var list = new SuppressionList(ListPath) { Patience = TimeSpan.Zero };
        var e = Assert.Throws<SuppressionException>(() => list.Add([new SuppressionRequest("ann@x.cn", "r")], Now, CancellationToken.None));
        Assert.Equal(SuppressionProblem.InUse, e.Problem);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => List.Add([new SuppressionRequest("ann@x.cn", "r")], Now, stopped.Token));
        Assert.False(List.Exists);
    }

    [Fact]
    public void The_incomplete_file_of_a_crash_is_overwritten()
    {
        Add(new SuppressionRequest("ann@x.cn", "r"));
        File.WriteAllText(ListPath + ".new", "To,Rea");
        Add(new SuppressionRequest("ben@x.cn", "r"));
        Assert.Equal(["ann@x.cn", "ben@x.cn"], List.Read(Now).Select(r => r.To));
        Assert.False(File.Exists(ListPath + ".new"));
    }

    private static SuppressionRequest Failed(long id, string message, DateTimeOffset at) =>
        new("ann@x.cn", message) { DeliveryId = id, FailedAt = at };

    private Suppression[] Add(params SuppressionRequest[] requests) =>
        [.. List.Add(requests, Now, CancellationToken.None).Where(row => row is not null).Select(row => row!)];

    private string Text() => File.ReadAllText(ListPath);
}
