using System.Globalization;
using System.Net;

namespace EmailCar.Domains;

/// <summary>A DNS server as users write it: host or host:port, with brackets around an IPv6 address that has a port.</summary>
internal static class DnsServerAddress
{
    private const int DefaultPort = 53;

    /// <summary>Returns the addresses of a server.</summary>
    /// <exception cref="FormatException">The text is not a server, or the host has no address.</exception>
    public static IEnumerable<IPEndPoint> Read(string text)
    {
        var host = text.Trim();
        var port = DefaultPort;
        var colon = host.LastIndexOf(':');
        var isPlainIPv6 = colon >= 0 && host.IndexOf(':') != colon && host[0] != '[';
        if (colon > host.LastIndexOf(']') && colon >= 0 && !isPlainIPv6)
        {
            var digits = host.Substring(colon + 1);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                throw new FormatException(text);
            }

            host = host.Substring(0, colon);
        }

        host = host.Trim('[', ']');
        try
        {
            var addresses = IPAddress.TryParse(host, out var address) ? [address] : host.Length == 0 ? throw new FormatException(text) : Dns.GetHostAddresses(host);
            return [.. addresses.Select(a => new IPEndPoint(a, port))];
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ArgumentException)
        {
            throw new FormatException(text, e);
        }
    }
}
