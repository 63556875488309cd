using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Output types as scripts use them: by name, in conditions and parameters, and after a file or a job.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    public static TheoryData<string> Outputs => new(
        "Get-EmailCarBalance",
        "Get-EmailCarConnection",
        "Get-EmailCarDelivery",
        "Get-EmailCarSandbox",
        "Get-EmailCarStats",
        "Send-EmailCarMail a@x.cn s h",
        "Send-EmailCarMail a@x.cn s h -SummaryVariable run | Out-Null; $run",
        "Test-EmailCarAddress a@x.cn");

    [Theory]
    [InlineData("[EmailCar.SendResult].FullName", "EmailCar.SendResult")]
    [InlineData("(Send-EmailCarMail a@x.cn s h) -is [EmailCar.SendResult]", "True")]
    [InlineData("(Send-EmailCarMail a@x.cn s h | Get-EmailCarDelivery) -is [EmailCar.Delivery]", "True")]
    [InlineData("(Send-EmailCarMail a@x.cn s h) -is [EmailCar.Delivery]", "False")]
    [InlineData("(Send-EmailCarMail bad s h -ErrorAction Ignore).Status -eq [EmailCar.SendStatus]::Rejected", "True")]
    [InlineData("(Send-EmailCarMail a@x.cn s h).Status -eq [EmailCar.SendStatus]::Rejected", "False")]
    [InlineData("(Send-EmailCarMail a@x.cn s h).Status -eq 'Submitted'", "True")]
    [InlineData("(Send-EmailCarMail bounce@x.cn s h | Get-EmailCarDelivery).Status -eq [EmailCar.DeliveryStatus]::Failed", "True")]
    [InlineData("[enum]::GetNames([EmailCar.SendStatus]) -join ' '", "Submitted Rejected Unknown NotSent Skipped")]
    public void Scripts_can_use_the_types(string script, string value) => Assert.Equal(value, Assert.Single(_session.Run(script).Clean().Output).ToString());

    [Fact]
    public void A_user_function_accepts_results_by_their_type_and_rejects_others()
    {
        const string function = """
            function Show-Result([Parameter(ValueFromPipeline)] [EmailCar.SendResult] $Result, [EmailCar.SendStatus] $Status = 'Submitted') {
                process { "$($Result.To) $($Result.Status -eq $Status)" }
            }
            """;
        Assert.Equal(
            ["bad False", "a@x.cn True"],
            _session.Run($"{function}; 'a@x.cn', 'bad' | Send-EmailCarMail -Subject s -Html h -ErrorAction Ignore | Show-Result").Clean().Output.Select(o => o.ToString()));
        Assert.Equal(["ParameterArgumentTransformationError"], _session.Run($"{function}; Show-Result -Result (Get-EmailCarStats)").ErrorIds);
    }

    [Fact]
    public void A_user_function_can_declare_its_output_type() => Assert.Equal(
        "EmailCar.Delivery",
        _session.Run("function Get-Failed { [OutputType([EmailCar.Delivery])] param() }; (Get-Command Get-Failed).OutputType.Type.FullName").Clean().Output.Single().ToString());

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Each_output_as_text_shows_what_it_is(string script)
    {
        _session.Run("Send-EmailCarMail a@x.cn s h").Clean();
        var output = _session.Run(script).Clean().Output[0];
        Assert.NotEqual(output.BaseObject.GetType().FullName, output.ToString());
        Assert.Matches("[a-z0-9]", output.ToString());
    }

    [Fact]
    public void A_deserialized_result_is_shown_like_a_new_one()
    {
        _session.Run("$sent = Send-EmailCarMail a@x.cn s h; $kept = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($sent))").Clean();
        Assert.Equal("Deserialized.EmailCar.SendResult", _session.Run("$kept.PSTypeNames[0]").Output.Single().ToString());
        Assert.Equal(_session.Engine.Show("$sent"), _session.Engine.Show("$kept"));
    }

    [Fact]
    public void Two_runspaces_share_the_types()
    {
        using var other = new HostedEngine();
        var sent = _session.Run("Send-EmailCarMail a@x.cn s h").Clean().Output.Single();
        other.Set("sent", sent);
        Assert.Equal("True", other.Run("$sent -is [EmailCar.SendResult]").Clean().Output.Single().ToString());
    }
}
