using System.Text;
using System.Text.RegularExpressions;
using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.RateLimiting;
using EmailCar.Sending;
using EmailCar.Settings;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>The sending engine with the test server and a folder for journals, driven as by a cmdlet.</summary>
public abstract class EngineTest : IDisposable
{
    internal const string SendPath = "/v1/mail/send", BalancePath = "/v1/user/balance";

    internal const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    internal const string Points = """{"data":[],"msg":"ok","status":"success"}""";

    private readonly List<IDisposable> _toDispose = [];
    private readonly Lazy<EmailCarClient> _client;

    protected EngineTest(bool skipsWaits = false)
    {
        Clock = new TestClock { SkipsWaits = skipsWaits };
        _client = new Lazy<EmailCarClient>(() => NewClient());
        Directory.CreateDirectory(Folder);
    }

    internal static MailContent Mail { get; } = new("shop@example.cn", "Shop", null, "Hi", "<p>Hello</p>", false, false);

    internal RawServer Server { get; } = new();

    internal TestClock Clock { get; }

    internal EmailCarClient Client => _client.Value;

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    internal string JournalPath => Path.Combine(Folder, "run.jsonl");

    /// <summary>All events of the runs, in order.</summary>
    internal List<SendEvent> Told { get; } = [];

    public void Dispose()
    {
        _toDispose.ForEach(d => d.Dispose());
        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static RawAnswer Refusal(string message) => $$"""{"status":"error","msg":"{{message}}"}""";

    /// <summary>Creates a client with a separate rate limit.</summary>
    internal EmailCarClient NewClient(
        Uri? endpoint = null, string user = ServiceTest.User, IRateLimiter? limiter = null, double requestsPerSecond = 1)
    {
        var settings = new ClientSettings
        {
            Endpoint = endpoint ?? Server.Endpoint,
            RequestsPerSecond = requestsPerSecond,
            Timeout = ServiceTest.Timeout,
            Time = Clock,
            RateLimiter = limiter ?? AccountRateLimiter.Alone(0, Clock),
        };
        return Disposed(new EmailCarClient(new Account(user, ServiceTest.Secure(ServiceTest.Password)), settings));
    }

    internal SendRun NewRun(SendRunSettings? settings = null, EmailCarClient? client = null) =>
        Disposed(new SendRun(client ?? Client, settings ?? new SendRunSettings()));

    /// <summary>Starts a run with the journal of the test.</summary>
    internal SendRun Journalled(EmailCarClient? client = null, bool retryUnknown = false, bool allowDuplicates = false, int batchSize = 50) =>
        NewRun(
            new SendRunSettings
            {
                JournalPath = JournalPath,
                RetryUnknown = retryUnknown,
                AllowDuplicates = allowDuplicates,
                BatchSize = batchSize,
            },
            client);

    /// <summary>Seals and approves the submissions of the run.</summary>
    internal static void Approve(SendRun run)
    {
        run.SealAll();
        while (run.TakeSealed() is { } submission)
        {
            run.Approve(submission);
        }
    }

    /// <summary>Approves all submissions and takes their results.</summary>
    internal List<SubmissionOutcome> Finish(SendRun run)
    {
        Approve(run);
        var from = Told.Count;
        while (run.Pending > 0)
        {
            Told.Add(Next(run));
        }

        return [.. Told.Skip(from).OfType<SubmissionOutcome>()];
    }

    /// <summary>Sends one email to each address and closes the run with its journal.</summary>
    internal List<SubmissionOutcome> SendAll(SendRun run, params string[] to)
    {
        using (run)
        {
            Array.ForEach(to, address => run.Add(Mail, new Recipient(address), out _));
            return Finish(run);
        }
    }

    /// <summary>Starts a run with one submission for each subject, without a journal.</summary>
    internal SendRun Run(params string[] subjects)
    {
        var run = NewRun();
        Array.ForEach(subjects, subject => run.Add(Mail with { Subject = subject }, new Recipient("a@x.cn"), out _));
        return run;
    }

    internal static SendEvent Next(SendRun run) =>
        run.Take(Waiting.Patience, CancellationToken.None) ?? throw new TimeoutException("Nothing happens.");

    /// <summary>Reads the journal like a program that shares writing, such as Get-Content.</summary>
    internal string JournalText()
    {
        using var file = new FileStream(JournalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    internal string[] JournalLines() => JournalText().Split(['\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns the lines of the journal without checksums and without the digits that differ between journals.</summary>
    internal string[] PlainLines() =>
        [.. JournalLines().Select(line => Regex.Replace(Regex.Replace(line, ",\"sum\":\"[0-9a-f]{8}\"}$", "}"), "\"(salt|content)\":\"[0-9a-f]{32}\"", "\"$1\":\"…\""))];

    /// <summary>Returns the states of the journal's lines, without headers.</summary>
    internal string[] States() =>
        [.. JournalLines().Where(line => !line.Contains("\"journal\":")).Select(line => line.Split(["\"state\":\""], StringSplitOptions.None)[1].Split('"')[0])];

    /// <summary>Writes a journal of version 1: a header, then these lines.</summary>
    internal void WriteJournal(params string[] lines) =>
        File.WriteAllText(JournalPath, string.Concat(new[] { Header() }.Concat(lines).Select(line => line + "\n")));

    /// <summary>The header that the module writes, in the form of <see cref="PlainLines"/>.</summary>
    internal string PlainHeader => Header().Replace("\"version\":1", "\"version\":2").TrimEnd('}') + ",\"salt\":\"…\"}";

    internal string Header(string? endpoint = null, string account = ServiceTest.User) =>
        $$"""{"journal":"emailcar","version":1,"endpoint":"{{endpoint ?? Server.Endpoint.ToString()}}","account":"{{account}}"}""";

    internal T Disposed<T>(T item)
        where T : IDisposable
    {
        _toDispose.Insert(0, item);
        return item;
    }
}
