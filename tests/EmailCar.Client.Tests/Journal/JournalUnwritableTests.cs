using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>If the journal cannot be written, nothing is sent without being recorded.</summary>
public class JournalUnwritableTests : EngineTest
{
    private static readonly JournalMail[] Mails = [new("1", "a@x.cn")];

    private readonly List<string> _happened = [];

    public JournalUnwritableTests() => Server.Answer(SendPath, Accepted);

    [Fact]
    public void The_run_ends_and_nothing_is_sent()
    {
        Directory.CreateDirectory(JournalPath);
        using var run = Journalled(batchSize: 1);
        var outcomes = SendAll(run, "a@x.cn", "b@x.cn", "c@x.cn");
        Assert.All(outcomes, o => Assert.Equal((SendStatus.NotSent, FailureKind.JournalUnusable), (o.Status, o.Failure!.Kind)));
        Assert.Equal(["a@x.cn", "b@x.cn", "c@x.cn"], outcomes.Select(o => o.Recipients.Single().Address));
        Assert.Equal(FailureKind.JournalUnusable, run.EndedBy?.Kind);
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public void A_journal_in_a_missing_folder_is_an_error()
    {
        Directory.Delete(Folder);
        try
        {
            Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => Journalled()).Problem);
        }
        finally
        {
            Directory.CreateDirectory(Folder);
        }
    }

    /// <summary>This error differs from the one for a journal in use, because waiting would not help.</summary>
    [Theory]
    [InlineData(251, 'n')]
    [InlineData(1, '\0')]
    public void A_journal_whose_lock_cannot_be_created_is_an_error_with_the_system_s_reason(int length, char character)
    {
        var path = $"{Folder}/{new string(character, length)}";
        var e = Assert.Throws<JournalException>(() => NewRun(new SendRunSettings { JournalPath = path }));
        Assert.Equal((JournalProblem.Unusable, path), (e.Problem, e.Path));
        Assert.Equal(e.InnerException!.Message, e.Message);
    }

    [LinuxFact("Elsewhere there is no folder in which nobody can make a file.")]
    public void A_journal_in_a_folder_that_is_not_writable_is_an_error() =>
        Assert.Equal(
            JournalProblem.Unusable,
            Assert.Throws<JournalException>(() => NewRun(new SendRunSettings { JournalPath = "/proc/run.jsonl" })).Problem);

    [Fact]
    public void A_line_that_did_not_fit_on_the_disk_leaves_nothing_behind()
    {
        NotedFile? file = null;
        using (var journal = Open(path => file = new NotedFile(path, _happened)))
        {
            journal.Leaving(Mail, Mails);
            file!.FailsAfter = 40;
            Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => journal.Leaving(Mail, [new("2", "b@x.cn")])).Problem);
            Assert.Equal(["sending"], States());
            Assert.True(journal.TrySettle(1, Mails, "submitted", [7], null));
        }

        Assert.Equal(["sending", "submitted"], States());
        Assert.EndsWith("\n", JournalText());
    }

    [Fact]
    public void A_result_that_did_not_fit_on_the_disk_leaves_its_email_unknown()
    {
        NotedFile? file = null;
        using (var journal = Open(path => file = new NotedFile(path, _happened)))
        {
            journal.Leaving(Mail, Mails);
            file!.FailsAfter = 10;
            Assert.False(journal.TrySettle(1, Mails, "submitted", [7], null));
        }

        using var run = Journalled();
        Assert.Equal(PriorState.Unknown, run.Add(Mail, new Recipient("a@x.cn", "1"), out _));
    }

    [Fact]
    public void A_header_that_did_not_fit_on_the_disk_is_written_with_the_next_line()
    {
        var isFull = true;
        using (var journal = Open(path => new NotedFile(path, _happened) { FailsAfter = isFull ? 10 : null }))
        {
            Assert.Throws<JournalException>(() => journal.Leaving(Mail, Mails));
            isFull = false;
            journal.Leaving(Mail, Mails);
        }

        Assert.Equal(PlainHeader, PlainLines()[0]);
        Assert.Equal(["sending"], States());
    }

    private JournalWriter Open(Func<string, FileStream> create) =>
        JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { }, create: create);
}
