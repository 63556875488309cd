using System.Management.Automation;
using System.Security;
using EmailCar.Sandbox;

namespace EmailCar;

/// <summary>The address and login of a running sandbox. Pipe it to Connect-EmailCar.</summary>
public sealed class SandboxInfo
{
    private SandboxInfo(Uri endpoint, int smtpPort, Uri inbox, PSCredential credential, double requestsPerSecond)
    {
        Endpoint = endpoint;
        SmtpPort = smtpPort;
        Inbox = inbox;
        Credential = credential;
        RequestsPerSecond = requestsPerSecond;
    }

    /// <summary>The base address, on this machine only.</summary>
    public Uri Endpoint { get; }

    /// <summary>The port of 127.0.0.1 that accepts emails by SMTP, with the same login.</summary>
    public int SmtpPort { get; }

    /// <summary>The encryption for Connect-EmailCar: none, because the certificate of the sandbox is not signed.</summary>
    public string SmtpSecurity { get; } = "None";

    /// <summary>The address of the page that shows what the sandbox received.</summary>
    public Uri Inbox { get; }

    /// <summary>The login that the sandbox accepts.</summary>
    public PSCredential Credential { get; }

    /// <summary>The user name of the login.</summary>
    public string UserName => Credential.UserName;

    /// <summary>The submissions per second that the sandbox allows; 0 for no limit.</summary>
    public double RequestsPerSecond { get; }

    /// <summary>Returns the base address.</summary>
    public override string ToString() => Endpoint.AbsoluteUri;

    internal static SandboxInfo Of(SandboxServer sandbox)
    {
        var password = new SecureString();
        foreach (var character in sandbox.Password)
        {
            password.AppendChar(character);
        }

        return new SandboxInfo(sandbox.Endpoint, sandbox.SmtpPort, sandbox.Inbox, new PSCredential(sandbox.UserName, password), sandbox.RequestsPerSecond);
    }
}
