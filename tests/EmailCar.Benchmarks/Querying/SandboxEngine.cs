using System.Management.Automation;
using System.Security;
using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>The engine, connected to a sandbox without a rate limit, and the requests that arrive there.</summary>
internal sealed class SandboxEngine : IDisposable
{
    private readonly SandboxServer _server;
    private long _queriesBefore;

    public SandboxEngine(SandboxOptions options)
    {
        _server = SandboxServer.Start(options);
        var password = new SecureString();
        _server.Password.ToList().ForEach(password.AppendChar);
        Engine.Run(
            "Connect-EmailCar -Endpoint $endpoint -Credential $login -From support@emailcar.net -RequestsPerSecond 0",
            ("endpoint", _server.Endpoint),
            ("login", new PSCredential(_server.UserName, password)));
    }

    public Engine Engine { get; } = new();

    /// <summary>The number of queries since the last script began.</summary>
    public long Queries => _server.Queries - _queriesBefore;

    /// <summary>Runs a script and counts its queries.</summary>
    public IReadOnlyList<PSObject> Run(string script, out long queries, params (string Name, object? Value)[] variables)
    {
        _queriesBefore = _server.Queries;
        var output = Engine.Run(script, variables);
        queries = Queries;
        return output;
    }

    public void Dispose()
    {
        Engine.Dispose();
        _server.Dispose();
    }
}
