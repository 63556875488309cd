using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>What a reader sees in a journal, also while a run is writing to it.</summary>
public class JournalViewTests : EngineTest
{
    [Fact]
    public void Each_email_is_shown_once_with_its_last_state()
    {
        using (var journal = Open())
        {
            Send(journal, "a", "submitted", 11);
            Send(journal, "b", "notsent");
            Send(journal, "c", "unknown");
            Send(journal, "d", "rejected");
            Send(journal, "b", "submitted", 12);
            Send(journal, "c", "notsent");
            Send(journal, "d", "rejected");
            Send(journal, "e", null);
        }

        Assert.Equal(
            [
                "a@x.cn Submitted 11 a 1 1",
                "b@x.cn Submitted 12 b 5 2",
                "c@x.cn Unknown  c 3 2 why unknown",
                "d@x.cn Rejected  d 7 2 why rejected",
                "e@x.cn Unknown  e 8 1",
            ],
            Entries().Select(e => $"{e.To} {e.Status} {e.Id} {e.MessageKey} {e.Submission} {e.Attempts} {e.Message}".TrimEnd()));
    }

    [Fact]
    public void An_email_without_a_key_of_the_caller_shows_none()
    {
        Server.Answer(SendPath, Accepted);
        using (var run = Journalled(allowDuplicates: true, batchSize: 1))
        {
            run.Add(Mail, new EmailCar.Sending.Recipient("a@x.cn"), out _);
            run.Add(Mail, new EmailCar.Sending.Recipient("a@x.cn"), out _);
            run.Add(Mail, new EmailCar.Sending.Recipient("b@x.cn", "order"), out _);
            run.Add(Mail, new EmailCar.Sending.Recipient("b@x.cn", "order"), out _);
            Finish(run);
        }

        Assert.Equal([null, null, "order", "order"], Entries().Select(e => e.MessageKey));
    }

    [Fact]
    public void A_summary_counts_emails_and_ignores_the_pauses()
    {
        using (var journal = Open())
        {
            for (var i = 0; i < 10; i++)
            {
                Send(journal, $"{i}", i == 9 ? "notsent" : "submitted", i);
                Clock.Advance(TimeSpan.FromSeconds(i == 4 ? 3600 : 2));
            }
        }

        using var view = new JournalView(JournalPath);
        var summary = view.Summary;
        Assert.Equal((10, 9, 0, 0, 1), (summary.Total, summary.Submitted, summary.Rejected, summary.Unknown, summary.NotSent));
        Assert.Equal(TimeSpan.FromSeconds(3600 + 16), summary.LastTime - summary.FirstTime);
        Assert.Equal(9 / 16.0, summary.EmailsPerSecond!.Value, 6);
        Assert.Equal((ServiceTest.User, Server.Endpoint.ToString(), false), (summary.UserName, summary.Endpoint, summary.IsRunning));
    }

    [Theory]
    [InlineData(59_999, 59_999)]
    [InlineData(60_000, 60_000)]
    [InlineData(60_001, 0)]
    [InlineData(0, 0)]
    [InlineData(-5_000, 0)]
    public void Only_a_gap_of_at_most_a_minute_counts_as_work(int gap, int busy)
    {
        using (var journal = Open())
        {
            journal.Leaving(Mail, [new("a", "a@x.cn")]);
            Clock.Advance(TimeSpan.FromSeconds(3));
            Send(journal, "b", "submitted", 1);
            Clock.AdjustTime(Clock.GetUtcNow().AddMilliseconds(gap));
            journal.Leaving(Mail, [new("c", "c@x.cn")]);
        }

        using var view = new JournalView(JournalPath);
        Assert.Equal(1 / (3 + (busy / 1000.0)), view.Summary.EmailsPerSecond!.Value, 6);
    }

    [Fact]
    public void A_journal_of_a_single_moment_has_no_rate()
    {
        using (var journal = Open())
        {
            Send(journal, "a", "submitted", 1);
        }

        using var view = new JournalView(JournalPath);
        Assert.Null(view.Summary.EmailsPerSecond);
    }

    [Fact]
    public void Reading_the_emails_can_be_cancelled()
    {
        using (var journal = Open())
        {
            Send(journal, "a", "submitted", 1);
            Send(journal, "b", "submitted", 2);
        }

        using var view = new JournalView(JournalPath);
        using var cancellation = new CancellationTokenSource();
        var entries = 0;
        Assert.Throws<OperationCanceledException>(() => view.ForEach(
            _ =>
            {
                entries++;
                cancellation.Cancel();
            },
            cancellation.Token));
        Assert.Equal(1, entries);
    }

    [Fact]
    public void A_journal_can_be_read_while_a_run_writes_to_it()
    {
        using var journal = Open();
        Send(journal, "a", "submitted", 1);
        journal.Leaving(Mail, [new("b", "b@x.cn")]);
        File.AppendAllText(JournalPath + ".copy", JournalText() + "{\"time\":\"20");
        using (var view = new JournalView(JournalPath))
        {
            Assert.Equal((1, 1, true), (view.Summary.Submitted, view.Summary.Unknown, view.Summary.IsRunning));
            Send(journal, "c", "submitted", 2);
            Assert.Equal(["a@x.cn", "b@x.cn"], Entries(view).Select(e => e.To));
        }

        using var torn = new JournalView(JournalPath + ".copy");
        Assert.Equal((2, false), (torn.Summary.Total, torn.Summary.IsRunning));
    }

    [Fact]
    public async Task Checking_whether_a_run_writes_never_locks_a_run_out()
    {
        // The remains of a killed run.
        File.WriteAllText(JournalPath + ".lock", "");
        var stop = false;
        var looking = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                JournalLock.IsTaken(JournalPath);
            }
        });
        for (var i = 0; i < 200; i++)
        {
            Open().Dispose();
        }

        Volatile.Write(ref stop, true);
        await looking;
    }

    private List<JournalEntry> Entries()
    {
        using var view = new JournalView(JournalPath);
        return Entries(view);
    }

    private static List<JournalEntry> Entries(JournalView view)
    {
        var entries = new List<JournalEntry>();
        view.ForEach(entries.Add, CancellationToken.None);
        return entries;
    }

    private static void Send(JournalWriter journal, string name, string? state, long? id = null)
    {
        JournalMail[] mails = [new(name, $"{name}@x.cn")];
        var submission = journal.Leaving(Mail with { Subject = name }, mails);
        if (state is not null)
        {
            journal.TrySettle(submission, mails, state, id is null ? null : [id], id is null ? $"why {state}" : null);
        }
    }

    private JournalWriter Open() => JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { });
}
