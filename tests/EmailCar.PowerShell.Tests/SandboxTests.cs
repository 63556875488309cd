using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>The effects of the parameters of Start-EmailCarSandbox, as shown by the other cmdlets.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly HostedEngine _engine = new();

    public void Dispose()
    {
        _engine.Run("Stop-EmailCarSandbox");
        _engine.Dispose();
    }

    [Theory]
    [InlineData("", 75)]
    [InlineData("-HistoryPerDay 41", 123)]
    [InlineData("-HistoryPerDay 41 -RowIdShape Beside", 123)]
    [InlineData("-HistoryPerDay 41 -NewestFirst", 123)]
    [InlineData("-HistoryPerDay 41 -IdShape Shared", 123)]
    [InlineData("-HistoryPerDay 41 -RowIdShape None", 123)]
    public void A_sandbox_can_have_a_history(string parameters, int mails)
    {
        Start($"-HistoryDays 3 {parameters}");
        Assert.Equal(mails, _engine.Run("Get-EmailCarDelivery -All").Clean().Output.Count);
        Assert.Equal([mails], _engine.Run("Get-EmailCarStats -All").Clean().Values<int>("Requested"));
    }

    [Theory]
    [InlineData("", "old new")]
    [InlineData("-NewestFirst", "new old")]
    public void Deliveries_begin_at_either_end(string parameters, string subjects)
    {
        Start(parameters);
        _engine.Run("'old','new' | ForEach-Object { Send-EmailCarMail a@x.cn $_ h }").Clean();
        Assert.Equal(subjects, string.Join(" ", _engine.Run("Get-EmailCarDelivery").Clean().Values<string>("Subject")));
    }

    [Theory]
    [InlineData("-RowIdShape inside", 2, 2)]
    [InlineData("-RowIdShape Beside", 2, 2)]
    [InlineData("-RowIdShape None", 2, 0)]
    [InlineData("-IdShape Shared", 1, 1)]
    [InlineData("-IdShape shared -RowIdShape Beside", 1, 1)]
    public void Ids_have_the_requested_form(string parameters, int sent, int listed)
    {
        Start(parameters);
        Assert.Equal(sent, _engine.Run("'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean().Values<long>("Id").Distinct().Count());
        var rows = _engine.Run("Get-EmailCarDelivery").Clean().Output;
        Assert.Equal(2, rows.Count);
        Assert.Equal(listed, rows.Select(r => r.Properties["Id"].Value).OfType<long>().Distinct().Count());
    }

    [Fact]
    public void Email_to_open_is_opened_if_opens_are_tracked()
    {
        Start("");
        _engine.Run("'open@x.cn','a@x.cn' | Send-EmailCarMail -Subject s -Html h -TrackOpens").Clean();
        Assert.Equal([1, 0], _engine.Run("Get-EmailCarDelivery").Clean().Values<int>("OpenCount"));
    }

    [Fact]
    public void The_running_sandbox_can_be_retrieved()
    {
        var none = _engine.Run("Get-EmailCarSandbox -Verbose").Clean();
        Assert.Empty(none.Output);
        Assert.Single(none.Streams.Verbose);
        _engine.Run("$started = Start-EmailCarSandbox -RequestsPerSecond 5 -PassThru").Clean();
        Assert.Equal(_engine.Run("$started.Endpoint").Output.Single().ToString(), _engine.Run("Get-EmailCarSandbox").Clean().Values<string>("Endpoint").Single());
        Assert.Equal([5], _engine.Run("Get-EmailCarSandbox").Clean().Values<int>("RequestsPerSecond"));
        Assert.Equal(["sandbox@example.com"], _engine.Run("Get-EmailCarSandbox | Get-EmailCarBalance").Clean().Values<string>("UserName"));
    }

    [Fact]
    public void With_WhatIf_nothing_is_started_and_nothing_is_stopped()
    {
        Assert.Empty(_engine.Run("Start-EmailCarSandbox -PassThru -WhatIf; Get-EmailCarSandbox").Clean().Output);
        _engine.Run("Start-EmailCarSandbox").Clean();
        Assert.Single(_engine.Run("Stop-EmailCarSandbox -WhatIf; Get-EmailCarSandbox").Clean().Output);
        Assert.Empty(_engine.Run("Stop-EmailCarSandbox; Get-EmailCarSandbox").Clean().Output);
    }

    [Fact]
    public async Task A_sandbox_ends_with_its_runspace()
    {
        Uri endpoint;
        using (var engine = new HostedEngine())
        {
            endpoint = new Uri(engine.Run("(Start-EmailCarSandbox -PassThru).Endpoint").Clean().Output.Single().ToString());
        }

        using var client = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => client.ConnectAsync(endpoint.Host, endpoint.Port));
    }

    private void Start(string parameters) =>
        _engine.Run(
            $"""
            Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru {parameters} |
                Connect-EmailCar -From support@emailcar.net -FromName 服务 -RequestsPerSecond 0
            """).Clean();
}
