using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>Only one run writes to a journal at a time; it can be read while the run is writing.</summary>
public class JournalLockTests : EngineTest
{
    public JournalLockTests() => Server.Answer(SendPath, Accepted);

    [Fact]
    public void A_second_run_is_rejected_while_the_first_is_open()
    {
        using var first = Journalled();
        var e = Assert.Throws<JournalException>(() => Journalled());
        Assert.Equal((JournalProblem.InUse, JournalPath), (e.Problem, e.Path));
        SendAll(first, "a@x.cn");
        Assert.Equal(SendStatus.Submitted, SendAll(Journalled(), "b@x.cn").Single().Status);
    }

    [Fact]
    public void Others_can_read_while_a_run_writes()
    {
        using var run = Journalled();
        run.Add(Mail, new Recipient("a@x.cn"), out _);
        Finish(run);
        using (var reader = new FileStream(JournalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            run.Add(Mail, new Recipient("b@x.cn"), out _);
            Assert.Equal(SendStatus.Submitted, Finish(run).Single().Status);
            Assert.Equal(reader.Length, JournalText().Length);
        }

        Assert.Equal(["sending", "submitted", "sending", "submitted"], States());
    }

    [Fact]
    public void The_lock_file_is_deleted()
    {
        SendAll(Journalled(), "a@x.cn");
        Assert.Equal([JournalPath], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_lock_file_left_by_a_killed_run_locks_nothing()
    {
        File.WriteAllText(JournalPath + ".lock", "");
        Assert.False(JournalLock.IsTaken(JournalPath));
        Assert.Equal(SendStatus.Submitted, SendAll(Journalled(), "a@x.cn").Single().Status);
    }

    [Fact]
    public void A_rehearsal_reads_a_journal_that_is_in_use()
    {
        using var first = Journalled();
        first.Add(Mail, new Recipient("a@x.cn"), out _);
        Finish(first);
        using var rehearsal = Rehearsal();
        Assert.Equal(PriorState.Submitted, rehearsal.Add(Mail, new Recipient("a@x.cn"), out _));
        Assert.Equal(PriorState.New, rehearsal.Add(Mail, new Recipient("b@x.cn"), out _));
    }

    [Fact]
    public void A_rehearsal_changes_nothing()
    {
        WriteJournal();
        File.AppendAllText(JournalPath, "torn");
        var (before, time) = (JournalText(), File.GetLastWriteTimeUtc(JournalPath));
        using (var rehearsal = Rehearsal())
        {
            rehearsal.Add(Mail, new Recipient("a@x.cn"), out _);
            rehearsal.SealAll();
            Assert.NotNull(rehearsal.TakeSealed());
            Assert.Equal([JournalPath], Directory.GetFileSystemEntries(Folder));
        }

        Assert.Equal((before, time), (JournalText(), File.GetLastWriteTimeUtc(JournalPath)));
    }

    [Fact]
    public void A_rehearsal_creates_no_journal()
    {
        using (var rehearsal = Rehearsal())
        {
            Assert.Equal(PriorState.New, rehearsal.Add(Mail, new Recipient("a@x.cn"), out _));
        }

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    /// <summary>A submission that is sent while its run is being closed must not create a file without a lock.</summary>
    [Fact]
    public void A_closed_journal_accepts_no_lines()
    {
        var journal = JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { });
        journal.Dispose();
        JournalMail[] mails = [new("1", "a@x.cn")];
        Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => journal.Leaving(Mail, mails)).Problem);
        Assert.False(journal.TrySettle(1, mails, "submitted", [1], null));
        Assert.False(File.Exists(JournalPath));
        journal.Dispose();
    }

    private SendRun Rehearsal() => NewRun(new SendRunSettings { JournalPath = JournalPath, IsRehearsal = true });
}
