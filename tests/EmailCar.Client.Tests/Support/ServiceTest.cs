using System.Security;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Settings;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Support;

/// <summary>A client, the raw server it uses, and the clock for waits and timeouts.</summary>
public abstract class ServiceTest : IDisposable
{
    /// <summary>The login for all tests, with a Chinese password, and the MD5 of the password's UTF-8 bytes.</summary>
    internal const string User = "ops@example.cn", Password = "密码 p@ss", PasswordMd5 = "8342cfbac4960260a497b05ce94c15d4";

    internal const string SendPath = "/v1/mail/send", ListsPath = "/v1/mail/lists", StatsPath = "/v1/mail/stats", BalancePath = "/v1/user/balance";

    internal static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly List<EmailCarClient> _clients = [];
    private readonly Lazy<EmailCarClient> _client;
    private readonly string _rateLimitFolder = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    /// <param name="skipsWaits">True to end every wait except a timeout immediately.</param>
    protected ServiceTest(bool skipsWaits = false)
    {
        Clock = new TestClock { SkipsWaits = skipsWaits };
        _client = new Lazy<EmailCarClient>(() => NewClient());
    }

    internal RawServer Server { get; } = new();

    internal TestClock Clock { get; }

    internal EmailCarClient Client => _client.Value;

    internal static MailContent Mail { get; } = new("shop@example.cn", "Shop", null, "Hi", "<p>Hello</p>", false, false);

    public void Dispose()
    {
        Server.Dispose();
        _clients.ForEach(client => client.Dispose());
        if (Directory.Exists(_rateLimitFolder))
        {
            Directory.Delete(_rateLimitFolder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    internal static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    /// <summary>Returns a client with the test's server and clock, by default without a rate limit.</summary>
    internal EmailCarClient NewClient(Uri? endpoint = null, double requestsPerSecond = 0, System.Net.IWebProxy? proxy = null)
    {
        var settings = new ClientSettings
        {
            Endpoint = endpoint ?? Server.Endpoint,
            RequestsPerSecond = requestsPerSecond,
            RateLimitFolder = _rateLimitFolder, // the user's own folder may contain the stamp of an earlier server on this port
            Timeout = Timeout,
            Time = Clock,
            Proxy = proxy,
        };
        var client = new EmailCarClient(new Account(User, Secure(Password)), settings);
        _clients.Add(client);
        return client;
    }

    internal Task<IReadOnlyList<long?>> Submit(MailContent mail, params string[] to) =>
        Client.SubmitAsync(mail, to, CancellationToken.None).Soon();

    internal Task<IReadOnlyList<long?>> Submit(params string[] to) => Submit(Mail, to.Length == 0 ? ["a@x.cn"] : to);

    internal Task<Balance> AskBalance() => Client.GetBalanceAsync(CancellationToken.None).Soon();

    internal Task<Stats> AskStats(DeliveryQuery? query = null) =>
        Client.GetStatsAsync(query ?? new DeliveryQuery(), CancellationToken.None).Soon();

    internal Task<IReadOnlyList<Delivery>> AskDeliveries(DeliveryQuery? query = null, int page = 1, int pageSize = 40) =>
        Client.GetDeliveriesAsync(query ?? new DeliveryQuery(), page, pageSize, CancellationToken.None).Soon();

    /// <summary>Returns the failure of a query with this response.</summary>
    internal async Task<EmailCarException> BalanceFailure(RawAnswer answer)
    {
        Server.Answer(BalancePath, answer);
        return await Assert.ThrowsAsync<EmailCarException>(AskBalance);
    }

    /// <summary>Returns the failure of a submission with this response.</summary>
    internal async Task<EmailCarException> SubmitFailure(RawAnswer answer)
    {
        Server.Answer(SendPath, answer);
        return await Assert.ThrowsAsync<EmailCarException>(() => Submit());
    }
}
