using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Checking addresses with and without sending.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly SandboxSession _session = new();

    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_journal);
    }

    [Fact]
    public void Each_address_is_checked()
    {
        var result = _session.Run("'a@x.cn', 'a@qq.con', 'a＠x.cn', 'a@gmial.com', '张三@x.cn' | Test-EmailCarAddress").Clean();
        Assert.Equal(["a@x.cn", "a@qq.con", "a@x.cn", "a@gmial.com", "张三@x.cn"], result.Values<string>("Address"));
        Assert.Equal([true, false, true, true, false], result.Values<bool>("Valid"));
        Assert.Equal([null, "a@qq.com", null, "a@gmail.com", null], result.Output.Select(o => o.Properties["Suggestion"].Value));
        Assert.Equal([true, false, false, false, false], result.Output.Select(o => o.Properties["Reason"].Value is null));
    }

    [Fact]
    public void Quiet_returns_only_whether_each_address_is_valid()
    {
        var result = _session.Run("'a@x.cn', 'a@qq.con', 'b@x.cn; bad' | Test-EmailCarAddress -Quiet").Clean();
        Assert.Equal([true, false, true, false], result.Output.Select(o => o.BaseObject));
        Assert.Equal("no", _session.Run("if (Test-EmailCarAddress nobody -Quiet) { 'yes' } else { 'no' }").Clean().Output.Single().ToString());
    }

    [Fact]
    public void Rows_objects_and_hashtables_are_read_by_their_columns()
    {
        var result = _session.Run("""
            [pscustomobject]@{ Name = 'Wang'; 邮箱 = 'a@x.cn' }, @{ To = 'b@x.cn' }, [pscustomobject]@{ Address = 'c@x.cn; d@x.cn' }, [pscustomobject]@{ Name = 'Li' } |
                Test-EmailCarAddress
            """).Clean();
        Assert.Equal(["a@x.cn", "b@x.cn", "c@x.cn", "d@x.cn", ""], result.Values<string>("Address"));
        Assert.False((bool)result.Output[4].Properties["Valid"].Value);
    }

    [Fact]
    public void Addresses_can_be_given_as_a_parameter() =>
        Assert.Equal([true, false], _session.Run("Test-EmailCarAddress a@x.cn, nobody").Clean().Values<bool>("Valid"));

    [Fact]
    public void The_error_of_a_row_shows_what_is_wrong_and_a_suggestion()
    {
        var error = Assert.Single(_session.Run("'a@qq.con', 'b@x.cn' | Send-EmailCarMail -Subject s -Html h").Errors);
        Assert.Contains("top-level domain", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("a@qq.com", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_width_characters_are_corrected_before_sending()
    {
        var result = _session.Run("'ａ＠x。cn' | Send-EmailCarMail -Subject s -Html h -Verbose").Clean();
        Assert.Equal(["a@x.cn"], result.Values<string>("To"));
        Assert.Contains(result.Streams.Verbose, v => v.Message.Contains("ａ＠x。cn", StringComparison.Ordinal));
    }

    [Fact]
    public void Email_to_an_address_that_may_be_misspelled_is_sent_with_one_warning()
    {
        var result = _session.Run("'a@gmial.com', 'b@foxmial.com', 'c@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean();
        Assert.Equal(["Submitted", "Submitted", "Submitted"], result.Statuses);
        var warning = Assert.Single(result.Streams.Warning).Message;
        Assert.Contains("a@gmail.com", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_too_many_invalid_addresses_is_the_wrong_list()
    {
        var result = _session.Run("1..200 | ForEach-Object { if ($_ % 4) { \"u$_@x.cn\" } else { \"bad$_\" } } | Send-EmailCarMail -Subject s -Html h -BatchSize 10");
        var statuses = result.Statuses.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(200, result.Output.Count);
        Assert.Equal(25, statuses["Rejected"]);
        Assert.InRange(statuses["Submitted"], 1, 75);
        Assert.Equal(200 - 25 - statuses["Submitted"], statuses["NotSent"]);
        Assert.Equal(25 + 1, result.Errors.Count);
        Assert.Equal("TooManyInvalidAddresses", result.ErrorIds[^1]);
    }

    [Theory]
    [InlineData("1..99", 4, "")]
    [InlineData("1..200", 5, "")]
    [InlineData("1..200", 4, "-MaxInvalidPercent 25")]
    [InlineData("1..200", 2, "-MaxInvalidPercent 100")]
    public void A_short_list_or_a_permitted_share_is_sent(string numbers, int everyBad, string more)
    {
        var result = _session.Run($"{numbers} | ForEach-Object {{ if ($_ % {everyBad}) {{ \"u$_@x.cn\" }} else {{ \"bad$_\" }} }} | Send-EmailCarMail -Subject s -Html h {more}");
        Assert.DoesNotContain("NotSent", result.Statuses);
        Assert.All(result.ErrorIds, id => Assert.Equal("InvalidAddress", id));
    }

    [Fact]
    public void A_corrected_list_continues_with_its_journal()
    {
        _session.Engine.Set("journal", _journal);
        _session.Run("1..200 | ForEach-Object { if ($_ % 2) { \"u$_@x.cn\" } else { \"bad$_\" } } | Send-EmailCarMail -Subject s -Html h -JournalPath $journal");
        var again = _session.Run("1..200 | ForEach-Object { if ($_ % 2) { \"u$_@x.cn\" } else { \"v$_@x.cn\" } } | Send-EmailCarMail -Subject s -Html h -JournalPath $journal").Clean();
        Assert.Equal(200, again.Statuses.Count(s => s is "Submitted" or "Skipped"));
    }
}
