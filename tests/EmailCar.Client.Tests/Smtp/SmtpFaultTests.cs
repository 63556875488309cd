using System.Globalization;
using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.RateLimiting;
using EmailCar.Sending;
using EmailCar.Settings;
using EmailCar.Testing;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>
/// A server that fails at each stage in each way, with and without TLS: the status agrees with what it accepted, and an email is
/// Unknown only after its end was sent.
/// </summary>
public class SmtpFaultTests(ITestOutputHelper output) : SmtpTest
{
    private MailAttachment? _long;

    [Theory]
    [InlineData("None", "Close")]
    [InlineData("None", "Hang")]
    [InlineData("None", "Temporary")]
    [InlineData("None", "Permanent")]
    [InlineData("StartTls", "Close")]
    [InlineData("StartTls", "Hang")]
    [InlineData("StartTls", "Temporary")]
    [InlineData("StartTls", "Permanent")]
    [InlineData("Implicit", "Close")]
    [InlineData("Implicit", "Hang")]
    [InlineData("Implicit", "Temporary")]
    [InlineData("Implicit", "Permanent")]
    public async Task The_status_agrees_with_what_the_server_did(string protection, string failing)
    {
        Assert.True(Enum.TryParse(protection, out RawSmtpTls tls));
        Assert.True(Enum.TryParse(failing, out RawSmtpFailure failure));
        var contradictions = new List<string>();
        foreach (RawSmtpStage stage in typeof(RawSmtpStage).GetEnumValues())
        {
            if (stage == RawSmtpStage.StartTls && tls != RawSmtpTls.StartTls)
            {
                continue;
            }

            foreach (var (times, accepts) in new[] { (int.MaxValue, false), (int.MaxValue, true), (1, false) })
            {
                if (accepts && stage < RawSmtpStage.End)
                {
                    continue;
                }

                var row = await MeetAsync(tls, new RawSmtpFault(stage, failure) { Times = times, Accepts = accepts, BodyBytes = 1000 });
                output.WriteLine(row.ToString());
                if (row.Contradiction is { } contradiction)
                {
                    contradictions.Add($"{row}: {contradiction}");
                }
            }
        }

        Assert.Empty(contradictions);
    }

    /// <summary>Sends one email whose body is longer than socket buffers.</summary>
    private async Task<Row> MeetAsync(RawSmtpTls tls, RawSmtpFault fault)
    {
        using var server = new RawSmtpServer(tls) { Fault = fault };
        var security = tls switch
        {
            RawSmtpTls.Implicit => SmtpSecurity.Tls,
            RawSmtpTls.StartTls => SmtpSecurity.StartTls,
            _ => SmtpSecurity.None,
        };
        using var client = new EmailCarClient(
            new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)),
            new ClientSettings
            {
                Endpoint = new Uri("http://127.0.0.1:9/v1/"),
                Smtp = new SmtpSettings("127.0.0.1", ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)) { Port = server.Port, Security = security, SkipsCertificateCheck = true },
                Timeout = ServiceTest.Timeout,
                RequestsPerSecond = 0,
                Time = Clock,
                RateLimiter = AccountRateLimiter.Alone(0, Clock),
            });
        var mail = fault.Stage == RawSmtpStage.Body ? Mail with { Additions = new MailAdditions { Attachments = [LongFile()] } } : Mail;
        using var run = new SendRun(client, new SendRunSettings());
        run.Add(mail, new Recipient("a@x.cn"), out _);
        run.SealAll();
        run.Approve(run.TakeSealed()!);
        var events = Task.Run(() =>
        {
            var told = new List<SendEvent>();
            while (run.Pending > 0)
            {
                told.Add(run.Take(Waiting.Patience, CancellationToken.None) ?? throw new TimeoutException($"Nothing happens at {fault.Stage} {fault.Failure}."));
            }

            return told;
        });
        while (fault.Failure == RawSmtpFailure.Hang && await Task.WhenAny(server.Hangs.WaitAsync(), events) != events)
        {
            // Waits until the client has closed the hanging connection: data that it still writes restarts its timeout.
            for (var connections = server.Connections; server.Connections == connections && server.Hangs.CurrentCount == 0 && !events.IsCompleted;)
            {
                Clock.Advance(ServiceTest.Timeout);
                await Task.WhenAny(events, Task.Delay(20));
            }
        }

        var outcome = Assert.Single((await events).OfType<SubmissionOutcome>());
        return new Row(tls, fault, outcome.Status, outcome.Failure?.Kind.ToString(), server.Accepted.Count, server.Messages.Count);
    }

    /// <summary>Returns a file that is longer than the socket buffers.</summary>
    private MailAttachment LongFile() => _long ??= Attachment(NewFile("long.bin", new byte[4_500_000]));

    /// <summary>The result: the server accepts some of the emails that arrived completely.</summary>
    private sealed record Row(RawSmtpTls Tls, RawSmtpFault Fault, SendStatus Status, string? Kind, int Accepted, int Whole)
    {
        public string? Contradiction => Status switch
        {
            SendStatus.Submitted when Accepted != 1 => "Submitted, and not accepted once.",
            SendStatus.Rejected or SendStatus.NotSent when Accepted > 0 => "It arrived.",
            SendStatus.Unknown when Whole == 0 => "Unknown before its end.",
            _ when Accepted > 1 => "It arrived twice.",
            SendStatus.NotSent or SendStatus.Rejected when Fault is { Times: 1, Failure: RawSmtpFailure.Close or RawSmtpFailure.Hang or RawSmtpFailure.Temporary, Stage: < RawSmtpStage.End } => "It was not tried again.",
            _ => null,
        };

        public override string ToString() => string.Format(
            CultureInfo.InvariantCulture,
            "{0,-8} {1,-9} {2,-9} {3,-6} accepts={4,-5} -> accepted {5}, status {6} {7}",
            Tls, Fault.Stage, Fault.Failure, Fault.Times == 1 ? "once" : "always", Fault.Accepts, Accepted, Status, Kind);
    }
}
