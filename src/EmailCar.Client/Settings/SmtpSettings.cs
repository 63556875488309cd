using System.Security;

namespace EmailCar.Settings;

/// <summary>How a connection to the SMTP server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the start on port 465; elsewhere STARTTLS where the server offers it.</summary>
    Auto,

    /// <summary>TLS from the start.</summary>
    Tls,

    /// <summary>STARTTLS; a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>No encryption. The login travels as it is.</summary>
    None,
}

/// <summary>How the service's SMTP server is reached. Host, port and TLS are open (docs/service.md, SMTP).</summary>
public sealed class SmtpSettings
{
    private int? _port;

    /// <param name="server">Name or address of the server.</param>
    /// <param name="userName">The login's user name.</param>
    /// <param name="password">The login's password.</param>
    /// <exception cref="ArgumentException">The server or the user name is empty, or the server is not a host name.</exception>
    public SmtpSettings(string server, string userName, SecureString password)
    {
        if (Uri.CheckHostName(server ?? "") == UriHostNameType.Unknown)
        {
            throw new ArgumentException($"'{server}' is not the name of a server.", nameof(server));
        }

        if (string.IsNullOrWhiteSpace(userName))
        {
            throw new ArgumentException("The user name is empty.", nameof(userName));
        }

        Server = server!;
        UserName = userName;
        Password = password ?? throw new ArgumentNullException(nameof(password));
    }

    /// <summary>Name or address of the server.</summary>
    public string Server { get; }

    /// <summary>The server's port, 1 to 65535; where none is set, 465 for TLS from the start, 25 without encryption, 587 otherwise.</summary>
    public int Port
    {
        get => _port ?? Security switch
        {
            SmtpSecurity.Tls => 465,
            SmtpSecurity.None => 25,
            _ => 587,
        };
        init => _port = value;
    }

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity Security { get; init; }

    /// <summary>The login's user name.</summary>
    public string UserName { get; }

    /// <summary>True accepts any certificate: for test servers.</summary>
    public bool SkipsCertificateCheck { get; init; }

    /// <summary>True does not ask whether a certificate was revoked, which takes minutes where the network is closed.</summary>
    public bool SkipsRevocationCheck { get; init; }

    /// <summary>A secret: for the login and nothing else.</summary>
    internal SecureString Password { get; }

    /// <summary>The same with another port.</summary>
    public SmtpSettings WithPort(int port) => new(Server, UserName, Password)
    {
        Port = port,
        Security = Security,
        SkipsCertificateCheck = SkipsCertificateCheck,
        SkipsRevocationCheck = SkipsRevocationCheck,
    };

    /// <summary>The same server with another login.</summary>
    public SmtpSettings WithLogin(string userName, SecureString password) => new(Server, userName, password)
    {
        Port = Port,
        Security = Security,
        SkipsCertificateCheck = SkipsCertificateCheck,
        SkipsRevocationCheck = SkipsRevocationCheck,
    };

    /// <summary>Server and port.</summary>
    public override string ToString() => $"{Server}:{Port}";
}
