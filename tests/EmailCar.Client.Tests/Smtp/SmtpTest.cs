using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.RateLimiting;
using EmailCar.Sending;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>A run by SMTP against a server with literal replies, with a journal.</summary>
public abstract class SmtpTest : IDisposable
{
    private readonly List<IDisposable> _toDispose = [];

    protected SmtpTest(bool skipsWaits = true)
    {
        Clock = new TestClock { SkipsWaits = skipsWaits };
        Directory.CreateDirectory(Folder);
    }

    internal static MailContent Mail { get; } =
        new("shop@example.cn", "Shop", null, "Hi", "<p>Hello</p>", false, false) { Via = SendVia.Smtp };

    internal LiteralSmtpServer Server { get; } = new();

    internal TestClock Clock { get; }

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    internal string JournalPath => Path.Combine(Folder, "run.jsonl");

    internal List<SendEvent> Told { get; } = [];

    public void Dispose()
    {
        _toDispose.ForEach(d => d.Dispose());
        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal SmtpSettings Settings(SmtpSecurity security = SmtpSecurity.Auto, bool skipsCheck = false) =>
        new("127.0.0.1", ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)) { Port = Server.Port, Security = security, SkipsCertificateCheck = skipsCheck };

    internal EmailCarClient NewClient(SmtpSettings? smtp = null, Uri? endpoint = null, double requestsPerSecond = 0) => Disposed(new EmailCarClient(
        new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)),
        new ClientSettings
        {
            Endpoint = endpoint ?? new Uri("http://127.0.0.1:9/v1/"),
            Smtp = smtp ?? Settings(),
            Timeout = ServiceTest.Timeout,
            RequestsPerSecond = requestsPerSecond,
            Time = Clock,
            RateLimiter = AccountRateLimiter.Alone(requestsPerSecond, Clock),
        }));

    internal List<SubmissionOutcome> Send(EmailCarClient client, MailContent mail, params string[] to)
    {
        using var run = new SendRun(client, new SendRunSettings { JournalPath = JournalPath });
        Array.ForEach(to, address => run.Add(mail, new Recipient(address), out _));
        run.SealAll();
        while (run.TakeSealed() is { } submission)
        {
            run.Approve(submission);
        }

        var from = Told.Count;
        while (run.Pending > 0)
        {
            Told.Add(run.Take(Waiting.Patience, CancellationToken.None) ?? throw new TimeoutException("Nothing happens."));
        }

        return [.. Told.Skip(from).OfType<SubmissionOutcome>()];
    }

    internal List<SubmissionOutcome> Send(params string[] to) => Send(NewClient(), Mail, to);

    /// <summary>Returns the states of the journal's lines, without the header.</summary>
    internal string[] States() =>
        [.. File.ReadAllLines(JournalPath).Where(line => !line.Contains("\"journal\":")).Select(line => line.Split(["\"state\":\""], StringSplitOptions.None)[1].Split('"')[0])];

    internal string NewFile(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal static MailAttachment Attachment(string path, string? name = null, string? contentId = null)
    {
        var hash = FileHash.Of(path, long.MaxValue - 1, out var size);
        return new MailAttachment(name ?? Path.GetFileName(path), path, size, hash, contentId);
    }

    private T Disposed<T>(T item)
        where T : IDisposable
    {
        _toDispose.Insert(0, item);
        return item;
    }
}
