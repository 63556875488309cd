namespace EmailCar.PowerShell.Tests.Hosting;

/// <summary>An engine connected to its own sandbox, without a rate limit.</summary>
public sealed class SandboxSession : IDisposable
{
    /// <param name="connect">Additional parameters for Connect-EmailCar.</param>
    /// <param name="sandbox">Additional parameters for Start-EmailCarSandbox.</param>
    public SandboxSession(string connect = "", string sandbox = "")
    {
        Engine = new HostedEngine();
        Engine.Run(
            $"""
            $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru {sandbox}
            $sandbox | Connect-EmailCar -From support@emailcar.net -FromName 服务 -RequestsPerSecond 0 {connect}
            """).Clean();
    }

    public HostedEngine Engine { get; }

    public RunResult Run(string script) => Engine.Run(script);

    public void Dispose()
    {
        Engine.Run("Stop-EmailCarSandbox");
        Engine.Dispose();
    }
}
