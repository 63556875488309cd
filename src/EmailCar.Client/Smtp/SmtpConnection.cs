using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using EmailCar.Failures;
using EmailCar.Settings;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace EmailCar.Smtp;

/// <summary>
/// One connection to the server, logged in. It has a separate socket, for two reasons: Nagle's algorithm is off, because it delays a
/// command that waits for an acknowledgment by 40 ms; and the socket is closed immediately when the user stops.
/// </summary>
internal sealed class SmtpConnection : IDisposable
{
    /// <summary>An address literal that is valid on every computer, so that the name of the computer is not sent.</summary>
    private const string LocalDomain = "[127.0.0.1]";

    private readonly Socket _socket;
    private readonly SmtpClient _client;

    private SmtpConnection(Socket socket, SmtpClient client) => (_socket, _client) = (socket, client);

    /// <summary>True once an email was sent over this connection.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The time when it was last used, on the clock of the pool.</summary>
    public long Since { get; set; }

    /// <summary>The maximum size of a message in bytes; 0 if the server has no limit.</summary>
    public long MaxSize => _client.Capabilities.HasFlag(SmtpCapabilities.Size) ? _client.MaxSize : 0;

    /// <summary>Whether addresses may contain non-ASCII characters before the @.</summary>
    public bool TakesUtf8Addresses => _client.Capabilities.HasFlag(SmtpCapabilities.UTF8);

    /// <summary>Whether no unexpected data has arrived, such as a 421 reply or the end of the connection.</summary>
    public bool IsQuiet
    {
        get
        {
            try
            {
                return _client.IsConnected && !_socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="EmailCarException">The server does not support the login, or the proxy rejected the connection.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpSettings settings, IWebProxy? proxy, CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(settings, proxy, cancellationToken).ConfigureAwait(false);
        var hello = new HelloReply();
        var client = new SmtpClient(hello)
        {
            LocalDomain = LocalDomain,
            Timeout = (int)TimeSpan.FromDays(1).TotalMilliseconds, // the deadline of the request decides; Mono does not accept much longer times
            CheckCertificateRevocation = !settings.SkipsRevocationCheck && !settings.SkipsCertificateCheck,
            ServerCertificateValidationCallback = (_, _, _, errors) => settings.SkipsCertificateCheck || errors == SslPolicyErrors.None,
        };
        var connection = new SmtpConnection(socket, client);
        try
        {
            using (cancellationToken.Register(connection.Abort))
            {
                await client.ConnectAsync(socket, settings.Server, settings.Port, Options(settings), cancellationToken).ConfigureAwait(false);

                // Chunks have no end that could be observed, and binary parts no line ends.
                client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
                if (hello.Status is >= 400 and < 500)
                {
                    throw new EmailCarException(FailureKind.TooFast, $"{hello.Status} EHLO") { ServiceMessage = $"{hello.Status} EHLO" };
                }

                await connection.LogInAsync(settings, IsLoopback(socket) && proxy is null, cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends one email to one envelope.</summary>
    /// <returns>The text of the server's reply.</returns>
    public async Task<string> SendAsync(
        MimeMessage message, MailboxAddress sender, IEnumerable<MailboxAddress> recipients, ITransferProgress progress, CancellationToken cancellationToken)
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        using (cancellationToken.Register(Abort))
        {
            return await _client.SendAsync(options, message, sender, recipients, cancellationToken, progress).ConfigureAwait(false);
        }
    }

    /// <summary>Sends QUIT and closes the connection. Does not wait for a server that does not answer.</summary>
    public async Task QuitAsync(TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience);
        try
        {
            using (over.Token.Register(Abort))
            {
                await _client.DisconnectAsync(true, over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The connection is closed in both cases.
        }

        Dispose();
    }

    /// <summary>Closes the connection immediately, even during a command.</summary>
    public void Abort() => _socket.Dispose();

    public void Dispose()
    {
        Abort(); // before the client, which might write buffered data
        _client.Dispose();
    }

    private static SecureSocketOptions Options(SmtpSettings settings) => settings.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => settings.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable,
    };

    private static async Task<Socket> ConnectAsync(SmtpSettings settings, IWebProxy? proxy, CancellationToken cancellationToken)
    {
        var address = (proxy as WebProxy)?.Address;
        var host = address?.DnsSafeHost ?? settings.Server;
#if NETSTANDARD2_0
        var resolving = Dns.GetHostAddressesAsync(host);
#else
        var resolving = Dns.GetHostAddressesAsync(host, cancellationToken);
#endif
        Exception? failure = null;
        foreach (var ip in await OrStopAsync(resolving, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using (cancellationToken.Register(socket.Dispose))
                {
                    await socket.ConnectAsync(new IPEndPoint(ip, address?.Port ?? settings.Port)).ConfigureAwait(false);
                    if (address is not null)
                    {
                        await ProxyTunnel.OpenAsync(socket, settings.Server, settings.Port, proxy!.Credentials?.GetCredential(address, "Basic")).ConfigureAwait(false);
                    }
                }

                return socket;
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not (SocketException or IOException))
                {
                    throw;
                }

                failure = e;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Stops waiting if the token is canceled: a name lookup cannot be canceled on every framework.</summary>
    private static async Task<T> OrStopAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(task, stopped.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await task.ConfigureAwait(false);
    }

    private static bool IsLoopback(Socket socket) => socket.RemoteEndPoint is IPEndPoint { Address: var address }
        && (IPAddress.IsLoopback(address) || (address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address.MapToIPv4())));

    /// <summary>Uses one mechanism, once, because repeated attempts with a wrong password lock accounts.</summary>
    private async Task LogInAsync(SmtpSettings settings, bool isLoopback, CancellationToken cancellationToken)
    {
        if (!_client.IsSecure && settings.Security != SmtpSecurity.None && !isLoopback)
        {
            throw new EmailCarException(FailureKind.SmtpUnusable, new FailureDetail(FailureReason.NoEncryption, settings.Server));
        }

        var login = new NetworkCredential(settings.UserName, settings.Password);
        var offered = _client.AuthenticationMechanisms;
        string[] preferred = _client.IsSecure || isLoopback ? ["PLAIN", "LOGIN", "CRAM-MD5"] : ["CRAM-MD5", "PLAIN", "LOGIN"];
        SaslMechanism mechanism = preferred.FirstOrDefault(offered.Contains) switch
        {
            "PLAIN" => new SaslMechanismPlain(Encoding.UTF8, login),
            "LOGIN" => new SaslMechanismLogin(Encoding.UTF8, login),
            "CRAM-MD5" => new SaslMechanismCramMd5(login),
            _ => throw new EmailCarException(
                FailureKind.SmtpUnusable, new FailureDetail(FailureReason.NoLogin, settings.Server, offered.Count == 0 ? "-" : string.Join(", ", offered))),
        };
        await _client.AuthenticateAsync(mechanism, cancellationToken).ConfigureAwait(false);
    }
}
