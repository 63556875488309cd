using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A run with the test server, driven as by a cmdlet.</summary>
public abstract class SendRunTest : ServiceTest
{
    internal const string Success = """{"data":{"return":{"id":7}},"msg":"邮件发送成功","status":"success"}""";

    protected SendRunTest(bool skipsWaits = true)
        : base(skipsWaits)
    {
    }

    /// <summary>All events of the last run, in order.</summary>
    internal List<SendEvent> Told { get; } = [];

    internal IEnumerable<RetryNotice> Retried => Told.OfType<RetryNotice>();

    /// <summary>Sends one submission for each subject and waits for all results.</summary>
    internal List<SubmissionOutcome> Send(params string[] subjects) => Send([.. subjects.Select(s => Mail with { Subject = s })]);

    internal List<SubmissionOutcome> Send(params MailContent[] mails)
    {
        using var run = new SendRun(Client, new SendRunSettings { BatchSize = 50 });
        Array.ForEach(mails, mail => run.Add(mail, new Recipient("a@x.cn"), out _));
        return Finish(run);
    }

    /// <summary>Approves all submissions and takes their results.</summary>
    internal List<SubmissionOutcome> Finish(SendRun run)
    {
        run.SealAll();
        while (run.TakeSealed() is { } submission)
        {
            run.Approve(submission);
        }

        while (run.Pending > 0)
        {
            Told.Add(run.Take(Waiting.Patience, CancellationToken.None) ?? throw new TimeoutException("Nothing happens."));
        }

        return [.. Told.OfType<SubmissionOutcome>()];
    }

    internal static RawAnswer Error(string message) => $$"""{"status":"error","msg":"{{message}}"}""";
}
