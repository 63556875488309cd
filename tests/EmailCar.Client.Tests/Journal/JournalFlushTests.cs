using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.Journal;

/// <summary>
/// If a process is killed, the page cache survives; in a power failure it does not. The "sending" line must be on disk while the lease
/// is held, and before the body is sent.
/// </summary>
public class JournalFlushTests : EngineTest
{
    private static readonly JournalMail[] Mails = [new("key", "a@x.cn")];

    private readonly List<string> _happened = [];

    [Fact]
    public void The_sending_line_is_on_disk_before_the_body_is_sent()
    {
        using var journal = Open();
        var submission = journal.Leaving(Mail, Mails);
        Assert.Equal(["write journal", "write sending", "flush to the disk"], _happened);
        _happened.Clear();
        journal.TrySettle(submission, Mails, "submitted", [1], null);
        journal.Leaving(Mail, Mails);
        Assert.Equal(["write submitted", "flush", "write sending", "flush to the disk"], _happened);
    }

    /// <summary>The next run sends the emails of a verdict again, or never.</summary>
    [Fact]
    public void A_verdict_is_on_disk()
    {
        using var journal = Open();
        var submission = journal.Leaving(Mail, Mails);
        _happened.Clear();
        journal.Settle(submission, Mails, "notsent", null, null);
        Assert.Equal(["write verdict", "flush to the disk"], _happened);
    }

    [Fact]
    public async Task The_journal_is_flushed_before_the_body_and_while_the_lease_is_not_due()
    {
        using var journal = Open();
        using var deadline = new Deadline(ServiceTest.Timeout, Clock, CancellationToken.None);
        using var content = new RateLimitedContent([1, 2, 3], new Limiter(_happened), deadline, new Departure(journal, _happened));
        await content.ApproachAsync(TimeSpan.Zero, isAgain: false).Soon();
        await content.CopyToAsync(new Body(_happened)).Soon();
        Assert.Equal(
#if NET
            ["turn", "write journal", "write sending", "flush to the disk", "due", "leaving", "body", "departed", "turn given back", "left"],
#else
            ["turn", "due", "write journal", "write sending", "flush to the disk", "leaving", "body", "departed", "turn given back", "left"],
#endif
            _happened);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_keeps_the_body_from_being_sent()
    {
        using var journal = Open(failing: true);
        using var deadline = new Deadline(ServiceTest.Timeout, Clock, CancellationToken.None);
        using var content = new RateLimitedContent([1, 2, 3], new Limiter(_happened), deadline, new Departure(journal, _happened));
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(new Body(_happened)).Soon());
        Assert.DoesNotContain("body", _happened);
        Assert.False(content.BeganToLeave);
    }

    /// <summary>A handler that considers the connection stale would ask for the body again.</summary>
    [Fact]
    public async Task The_body_of_a_submission_is_not_written_a_second_time()
    {
        using var journal = Open();
        using var deadline = new Deadline(ServiceTest.Timeout, Clock, CancellationToken.None);
        using var content = new RateLimitedContent([1, 2, 3], new Limiter(_happened), deadline, new Departure(journal, _happened));
        await content.CopyToAsync(new Body(_happened)).Soon();
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(new Body(_happened)).Soon());
        Assert.Single(_happened, "body");
        Assert.Single(_happened, "leaving");
        Assert.True(content.BeganToLeave);
    }

    private JournalWriter Open(bool failing = false) => JournalWriter.Open(
        JournalPath,
        Server.Endpoint,
        ServiceTest.User,
        Clock,
        readOnly: false,
        _ => { },
        create: path => new NotedFile(path, _happened) { FailsToFlush = failing });

    private sealed class Departure(JournalWriter journal, List<string> happened) : IDeparture
    {
        public Task<bool> WaitForEarlierAsync(TimeSpan? patience, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task AnnounceAsync(CancellationToken cancellationToken)
        {
            journal.Leaving(Mail, Mails);
            return Task.CompletedTask;
        }

        public void Withdraw() => happened.Add("withdrawn");

        public void Leaving() => happened.Add("leaving");

        public void Left() => happened.Add("left");
    }

    private sealed class Limiter(List<string> happened) : IRateLimiter, IRateLimitLease
    {
        public RateLimitProblem Problem => RateLimitProblem.None;

        public bool IsContended => false;

        public bool IsOver => false;

        public Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken) => Task.FromResult<IRateLimitLease>(this);

        public Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken) => Happens("turn");

        public Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken) => Happens("due");

        public void Postpone(TimeSpan delay)
        {
        }

        public void Departed() => happened.Add("departed");

        public void Dispose() => happened.Add("turn given back");

        private Task<bool> Happens(string what)
        {
            happened.Add(what);
            return Task.FromResult(true);
        }
    }

    private sealed class Body(List<string> happened) : MemoryStream
    {
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            happened.Add("body");
            return Task.CompletedTask;
        }
    }
}
