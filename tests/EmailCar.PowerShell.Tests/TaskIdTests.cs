using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>Task ids from databases, JSON and spreadsheets.</summary>
public sealed class TaskIdTests : IDisposable
{
    private const long Id = 873216184254383362;

    private readonly ServerSession _session = new();

    public TaskIdTests() => _session.Server.Handle(
        "/v1/mail/stats",
        _ => RawAnswer.Json("""{"data":{"total":{"request":1,"success":1,"failure":0}},"status":"success"}"""));

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("873216184254383362")]
    [InlineData("873216184254383362d")]
    [InlineData("[decimal]::Parse('873216184254383362.00', [cultureinfo]::InvariantCulture)")]
    [InlineData("[bigint]873216184254383362")]
    [InlineData("[uint64]873216184254383362")]
    [InlineData("[Int128]::Parse('873216184254383362')")]
    [InlineData("'873216184254383362'")]
    [InlineData("' 873216184254383362 '")]
    [InlineData("'873216184254383362.0'")]
    [InlineData("'873,216,184,254,383,362'")]
    [InlineData("'=\"873216184254383362\"'")]
    [InlineData("\"'873216184254383362\"")]
    [InlineData("'8.73216184254383362E+17'")]
    public void An_id_is_read_from_any_type_or_text(string id)
    {
        Assert.Equal([Id], _session.Run($"{id} | Get-EmailCarStats").Clean().Values<long>("Id"));
        Assert.Equal([Id], _session.Run($"[pscustomobject]@{{ Id = {id} }} | Get-EmailCarStats").Clean().Values<long>("Id"));
        Assert.Equal([Id], _session.Run($"@{{ id = {id} }} | Get-EmailCarStats").Clean().Values<long>("Id"));
    }

    [Theory]
    [InlineData("[byte]7")]
    [InlineData("[int16]7")]
    [InlineData("[uint16]7")]
    [InlineData("[uint32]7")]
    [InlineData("[double]7")]
    [InlineData("[single]7")]
    [InlineData("'7.0'")]
    [InlineData("'7E+0'")]
    public void A_short_id_is_read_from_any_type_or_text(string id) => Assert.Equal([7], _session.Run($"{id} | Get-EmailCarStats").Clean().Values<long>("Id"));

    [Theory]
    [InlineData("'1.89186E+18'")]
    [InlineData("'1.89186e18'")]
    [InlineData("'1,89186E+18'")]
    [InlineData("'8.73216184254383E+17'")]
    [InlineData("'873216184254383000'")]
    [InlineData("'1891860000000910000'")]
    [InlineData("'1,891,860,000,000,910,000'")]
    [InlineData("'873216184254383000', '1891860000000910000'")]
    [InlineData("[double]873216184254383362")]
    [InlineData("[single]20000000")]
    public void An_id_that_a_spreadsheet_has_rounded_is_a_specific_error(string ids)
    {
        var result = _session.Run($"{ids} | Get-EmailCarStats");
        Assert.All(result.ErrorIds, id => Assert.Equal("RoundedId", id));
        Assert.Contains("spreadsheet", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.DoesNotContain(_session.Server.Requests, r => r.Path == "/v1/mail/stats");

        var delivery = _session.Run($"{ids} | ForEach-Object {{ [pscustomobject]@{{ Id = $_ }} }} | Get-EmailCarDelivery");
        Assert.All(delivery.ErrorIds, id => Assert.Equal("RoundedId", id));
        Assert.Equal(result.Errors.Count, delivery.Errors.Count);
        Assert.Empty(delivery.Streams.Warning);
    }

    [Theory]
    [InlineData("873216184254383000")]
    [InlineData("[decimal]873216184254383000")]
    public void A_number_that_really_ends_with_zeros_is_looked_up(string id) =>
        Assert.Equal([873216184254383000], _session.Run($"{id} | Get-EmailCarStats").Clean().Values<long>("Id"));

    [Fact]
    public void Among_ids_with_all_digits_one_that_ends_with_zeros_is_looked_up() =>
        Assert.Equal([Id, 873216184254383000], _session.Run($"'873216184254383000', '{Id}' | Get-EmailCarStats").Clean().Values<long>("Id"));

    [Theory]
    [InlineData("'7.5'")]
    [InlineData("[double]7.5")]
    [InlineData("[decimal]7.5")]
    [InlineData("-7")]
    [InlineData("[double]::NaN")]
    [InlineData("[bigint]::Parse('99999999999999999999')")]
    [InlineData("'1,2'")]
    [InlineData("'7E+99'")]
    public void A_value_that_is_not_an_id_is_one_clear_error(string id)
    {
        var expected = id.Contains("E+99", StringComparison.Ordinal) ? "RoundedId" : "InvalidId";
        Assert.Equal([expected], _session.Run($"{id} | Get-EmailCarStats").ErrorIds);
    }
}
