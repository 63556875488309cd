using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Sends literal SMTP over a separate socket.</summary>
internal sealed class SmtpCall : IDisposable
{
    /// <summary>The response to AUTH PLAIN with the sandbox's login.</summary>
    public static readonly string Plain = Base64("\0sandbox@example.com\0sandbox");

    private readonly TcpClient _client;
    private readonly List<byte> _unread = [];
    private Stream _stream;

    private SmtpCall(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>The certificate of the server; null before TLS.</summary>
    public X509Certificate2? Certificate { get; private set; }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static async Task<SmtpCall> Connect(SandboxServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.SmtpPort).Soon();
        return new SmtpCall(client);
    }

    /// <summary>Returns a connection that was greeted and is logged in.</summary>
    public static async Task<SmtpCall> LogIn(SandboxServer server)
    {
        var call = await Connect(server);
        Assert.StartsWith("220 ", await call.Read(), StringComparison.Ordinal);
        Assert.StartsWith("250-", await call.Ask("EHLO test"), StringComparison.Ordinal);
        Assert.StartsWith("235 ", await call.Ask("AUTH PLAIN " + Plain), StringComparison.Ordinal);
        return call;
    }

    /// <summary>Sends a line and returns the reply.</summary>
    public async Task<string> Ask(string line)
    {
        await Write(line + "\r\n");
        return await Read();
    }

    /// <summary>Sends a message from support@example.com and returns the last reply.</summary>
    public async Task<string> Mail(string message, params string[] to)
    {
        Assert.StartsWith("250 ", await Ask("MAIL FROM:<support@example.com>"), StringComparison.Ordinal);
        foreach (var recipient in to)
        {
            Assert.StartsWith("250 ", await Ask($"RCPT TO:<{recipient}>"), StringComparison.Ordinal);
        }

        Assert.StartsWith("354 ", await Ask("DATA"), StringComparison.Ordinal);
        return await Ask(message + "\r\n.");
    }

    public Task Write(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    public async Task WriteBytes(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, 0, bytes.Length).Soon();
        await _stream.FlushAsync().Soon();
    }

    /// <summary>
    /// Returns one reply with all its lines, without the last line break. If the server closes, returns the text received until then.
    /// </summary>
    public async Task<string> Read()
    {
        var reply = new StringBuilder();
        for (var line = ""; line.Length < 4 || line[3] != ' ';)
        {
            if (await ReadLine() is not { } next)
            {
                break;
            }

            line = next;
            reply.Append(reply.Length > 0 ? "\n" : "").Append(line);
        }

        return reply.ToString();
    }

    /// <summary>Returns whether the server has closed and no data is left to read.</summary>
    public async Task<bool> IsClosed() => await ReadLine() is null or "";

    /// <summary>Sends a line and returns whether the server has closed by then.</summary>
    public async Task<bool> IsClosedAfter(string line)
    {
        try
        {
            await Write(line + "\r\n");
        }
        catch (IOException)
        {
            return true;
        }

        return await IsClosed();
    }

    public async Task StartTls()
    {
        Assert.StartsWith("220 ", await Ask("STARTTLS"), StringComparison.Ordinal);
        var secure = new SslStream(_stream, false, (_, certificate, _, _) =>
        {
            Certificate = new X509Certificate2(certificate!);
            return certificate is not null;
        });
        await secure.AuthenticateAsClientAsync("localhost", null, SslProtocols.Tls12, false).Soon();
        _stream = secure;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<string?> ReadLine()
    {
        var buffer = new byte[4096];
        while (true)
        {
            var end = _unread.IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString([.. _unread], 0, end + 1);
                _unread.RemoveRange(0, end + 1);
                return line.TrimEnd('\r', '\n');
            }

            int read;
            try
            {
                read = await _stream.ReadAsync(buffer, 0, buffer.Length).Soon();
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                var rest = Encoding.UTF8.GetString([.. _unread]);
                _unread.Clear();
                return rest.Length > 0 ? rest : null;
            }

            _unread.AddRange(buffer.Take(read));
        }
    }
}
