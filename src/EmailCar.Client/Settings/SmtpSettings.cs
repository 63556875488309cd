using System.Net;
using System.Security;
using System.Text;

namespace EmailCar.Settings;

/// <summary>The encryption of a connection to the SMTP server.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the start on port 465; on other ports, STARTTLS if the server offers it.</summary>
    Auto,

    /// <summary>TLS from the start.</summary>
    Tls,

    /// <summary>STARTTLS; a server that does not support it is not used.</summary>
    StartTls,

    /// <summary>No encryption. The login is sent unencrypted.</summary>
    None,
}

/// <summary>How to connect to the SMTP server of the service. Host, port and TLS are not documented (docs/service.md, SMTP).</summary>
public sealed class SmtpSettings
{
    private int? _port;

    /// <param name="server">The name or address of the server.</param>
    /// <param name="userName">The user name of the login.</param>
    /// <param name="password">The password of the login.</param>
    /// <exception cref="ArgumentException">The server or the user name is empty, or the server is not a host name.</exception>
    public SmtpSettings(string server, string userName, SecureString password)
    {
        if (Uri.CheckHostName(server ?? "") == UriHostNameType.Unknown)
        {
            throw new ArgumentException($"'{server}' is not a valid server name.", nameof(server));
        }

        if (string.IsNullOrWhiteSpace(userName))
        {
            throw new ArgumentException("The user name is empty.", nameof(userName));
        }

        Server = server!;
        UserName = userName;
        Password = password ?? throw new ArgumentNullException(nameof(password));
    }

    /// <summary>The name or address of the server.</summary>
    public string Server { get; }

    /// <summary>The port, 1 to 65535; the default is 465 for TLS from the start, 25 without encryption, and 587 otherwise.</summary>
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

    /// <summary>The encryption of the connection.</summary>
    public SmtpSecurity Security { get; init; }

    /// <summary>The user name of the login.</summary>
    public string UserName { get; }

    /// <summary>True to accept any certificate, for test servers.</summary>
    public bool SkipsCertificateCheck { get; init; }

    /// <summary>True not to check whether a certificate was revoked, which takes minutes in a closed network.</summary>
    public bool SkipsRevocationCheck { get; init; }

    /// <summary>A secret, used only for the login.</summary>
    internal SecureString Password { get; }

    /// <summary>Returns the same settings with another port.</summary>
    public SmtpSettings WithPort(int port) => new(Server, UserName, Password)
    {
        Port = port,
        Security = Security,
        SkipsCertificateCheck = SkipsCertificateCheck,
        SkipsRevocationCheck = SkipsRevocationCheck,
    };

    /// <summary>Returns the same server with another login.</summary>
    public SmtpSettings WithLogin(string userName, SecureString password) => new(Server, userName, password)
    {
        Port = Port,
        Security = Security,
        SkipsCertificateCheck = SkipsCertificateCheck,
        SkipsRevocationCheck = SkipsRevocationCheck,
    };

    /// <summary>
    /// Removes the password from a text of the server, in every form that a login uses, because a server may echo what it received.
    /// </summary>
    internal string WithoutSecrets(string text)
    {
        var password = new NetworkCredential("", Password).Password;
        var bytes = Encoding.UTF8.GetBytes(password);
        string[] secrets = [Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{UserName}\0{password}")), Convert.ToBase64String(bytes), password];
        return secrets.Where(secret => secret.Length > 0).Aggregate(text, (clean, secret) => clean.Replace(secret, "***"));
    }

    /// <summary>Returns the server and the port.</summary>
    public override string ToString() => $"{Server}:{Port}";
}
