using System.Management.Automation;

namespace EmailCar;

/// <summary>How to reach a running sandbox. Pipe it to Connect-EmailCar.</summary>
public sealed class SandboxInfo
{
    internal SandboxInfo(Uri endpoint, PSCredential credential, double requestsPerSecond)
    {
        Endpoint = endpoint;
        Credential = credential;
        RequestsPerSecond = requestsPerSecond;
    }

    /// <summary>Base address, on this machine only.</summary>
    public Uri Endpoint { get; }

    /// <summary>The login that the sandbox takes.</summary>
    public PSCredential Credential { get; }

    /// <summary>The login's user name.</summary>
    public string UserName => Credential.UserName;

    /// <summary>Submissions a second that the sandbox permits; 0 for no limit.</summary>
    public double RequestsPerSecond { get; }
}
