using System.Collections.Concurrent;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using EmailCar.Addresses;

namespace EmailCar.Domains;

/// <summary>
/// Asks the Domain Name System whether domains can receive email (RFC 5321, 5.1): each domain once, many at a time. Only an answer makes a
/// domain invalid; a server that is down or fails proves nothing.
/// </summary>
public sealed class DomainResolver : IDisposable
{
    /// <summary>The maximum number of domains queried at the same time.</summary>
    private const int MaxParallel = 64;

    /// <summary>After this many queries without any answer, the server is considered down.</summary>
    private const int MaxSilence = 16;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(3);

    private readonly LookupClient _client;
    private readonly SemaphoreSlim _places = new(MaxParallel);
    private readonly ConcurrentDictionary<string, Lazy<Task<DomainStatus>>> _known = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private int _silent;
    private int _answers;

    /// <summary>Creates a resolver.</summary>
    /// <param name="servers">DNS servers, each a host or host:port; empty to use those of the system.</param>
    /// <exception cref="FormatException">A text is not a server, or the system has no DNS server; the exception's message is the
    /// text.</exception>
    public DomainResolver(IReadOnlyList<string> servers)
        : this(servers, DefaultTimeout)
    {
    }

    internal DomainResolver(IReadOnlyList<string> servers, TimeSpan timeout)
    {
        var endpoints = servers.Count > 0
            ? servers.SelectMany(DnsServerAddress.Read).Select(e => new NameServer(e)).ToArray()
            : [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)];
        if (endpoints.Length == 0)
        {
            throw new FormatException("");
        }

        _client = new LookupClient(new LookupClientOptions(endpoints)
        {
            Timeout = timeout,
            Retries = 1,
            UseCache = false,
            ThrowDnsErrors = false,
            ContinueOnDnsError = true,
            ContinueOnEmptyResponse = false,
            UseTcpFallback = true,
        });
    }

    /// <summary>Returns the status of a domain. Each domain is queried once, no matter how often this method is called.</summary>
    /// <param name="domain">A domain, in any script.</param>
    public Task<DomainStatus> ResolveAsync(string domain) =>
        _known.GetOrAdd(AddressIdentity.DomainOf(domain), name => new Lazy<Task<DomainStatus>>(() => Task.Run(() => AskAsync(name)))).Value;

    /// <summary>Stops the queries that are in progress.</summary>
    public void Dispose() => _stopping.Cancel();

    private async Task<DomainStatus> AskAsync(string domain)
    {
        await _places.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            var servers = await QueryAsync(domain, QueryType.MX).ConfigureAwait(false);
            if (servers.Status is not null)
            {
                return servers.Status.Value;
            }

            var exchanges = servers.Answers.OfType<MxRecord>().ToArray();
            if (exchanges.Length > 0)
            {
                return exchanges.All(mx => mx.Exchange.Value is "." or "") ? DomainStatus.AcceptsNoEmail : DomainStatus.Accepts;
            }

            var four = await QueryAsync(domain, QueryType.A).ConfigureAwait(false);
            if (four.Answers.OfType<ARecord>().Any())
            {
                return DomainStatus.Accepts;
            }

            var six = await QueryAsync(domain, QueryType.AAAA).ConfigureAwait(false);
            return six.Answers.OfType<AaaaRecord>().Any() ? DomainStatus.Accepts
                : four.Status is null && six.Status is null ? DomainStatus.AcceptsNoEmail
                : DomainStatus.Unknown; // an answer about one record type proves nothing about the other
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Returns the answers, or the status that follows if there are none.</summary>
    private async Task<(DomainStatus? Status, IReadOnlyList<DnsResourceRecord> Answers)> QueryAsync(string domain, QueryType type)
    {
        if (Volatile.Read(ref _answers) == 0 && Volatile.Read(ref _silent) >= MaxSilence)
        {
            return (DomainStatus.Unknown, []);
        }

        try
        {
            var response = await _client.QueryAsync(domain, type, cancellationToken: _stopping.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _answers);
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => (null, response.Answers),
                DnsHeaderResponseCode.NotExistentDomain => (DomainStatus.NotFound, []),
                _ => (DomainStatus.Unknown, []),
            };
        }
        catch (Exception e) when (e is DnsResponseException or SocketException or IOException or ArgumentException || (e is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            Interlocked.Increment(ref _silent);
            return (DomainStatus.Unknown, []);
        }
    }
}
