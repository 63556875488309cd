using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Whatever addresses are bad and however the service reports this, every recipient has a result and nobody gets an email twice.</summary>
public class BatchBisectorPropertyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_recipient_is_lost_and_nobody_gets_an_email_twice(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            await Round(random);
        }
    }

    private static async Task Round(Random random)
    {
        var submission = new Submission(EngineTest.Mail);
        var service = new Service(random);
        for (int i = 0, count = random.Next(1, 51); i < count; i++)
        {
            submission.Add(new Recipient($"{i}@x.cn"));
            service.Is(i, random.NextDouble() < service.ShareOfBad);
        }

        var outcomes = await new BatchBisector(submission, new TestClock()).SendAsync(service.Send, () => service.Ended).Soon();
        var told = outcomes.SelectMany(o => o.Recipients.Select(r => (r, o.Status))).ToArray();
        Assert.Equal(submission.Recipients, told.Select(t => t.r).OrderBy(r => int.Parse(r.Address.Split('@')[0])));
        Assert.Equal(service.Accepted.OrderBy(a => a), told.Where(t => t.Status == SendStatus.Submitted).Select(t => t.r.Address).OrderBy(a => a));
        Assert.Equal(service.Accepted.Count, service.Accepted.Distinct().Count());
        Assert.Equal(service.Lost.OrderBy(a => a), told.Where(t => t.Status == SendStatus.Unknown).Select(t => t.r.Address).OrderBy(a => a));
        Assert.InRange(service.Submissions, 1, 100);
        if (service.Ended is null && service.Accepted.Count > 0)
        {
            var notAccepted = told.Where(t => t.Status != SendStatus.Submitted).Select(t => t.r.Address);
            Assert.All(notAccepted, a => Assert.True(service.IsBad(a) || service.Lost.Contains(a), a + " was good."));
        }
    }

    /// <summary>Rejects parts with bad addresses, and names none, one or all of them; may lose a response or end the run.</summary>
    private sealed class Service(Random random)
    {
        private readonly HashSet<string> _bad = [];
        private readonly int _names = random.Next(3);
        private readonly int _losesAnswer = random.Next(40);
        private readonly int _endsAt = random.Next(40);

        public double ShareOfBad { get; } = Math.Pow(random.NextDouble(), 3);

        public List<string> Accepted { get; } = [];

        public List<string> Lost { get; } = [];

        public int Submissions { get; private set; }

        public EmailCarException? Ended { get; private set; }

        public void Is(int number, bool bad) => _ = bad && _bad.Add($"{number}@x.cn");

        public bool IsBad(string address) => _bad.Contains(address);

        public Task<SubmissionOutcome> Send(IReadOnlyList<Recipient> part)
        {
            Assert.Null(Ended);
            Submissions++;
            var to = part.Select(r => r.Address).ToArray();
            var failure = Answer(to);
            if (failure is null)
            {
                Accepted.AddRange(to);
            }
            else if (failure.MayHaveArrived)
            {
                Lost.AddRange(to);
            }

            var status = failure is null ? SendStatus.Submitted : SubmissionSender.StatusOf(failure);
            return Task.FromResult(new SubmissionOutcome(EngineTest.Mail, part, status, default) { Failure = failure });
        }

        private EmailCarException? Answer(string[] to)
        {
            if (Submissions == _losesAnswer)
            {
                return new EmailCarException(FailureKind.ConnectionLost, "lost") { MayHaveArrived = true };
            }

            if (Submissions == _endsAt)
            {
                return Ended = new EmailCarException(FailureKind.NoPoints, "点数不足");
            }

            var bad = to.Where(IsBad).ToArray();
            var message = "收件人地址无效 " + string.Join(" ", bad.Take(_names == 0 ? 0 : _names == 1 ? 1 : 50));
            return bad.Length == 0 ? null : new EmailCarException(FailureKind.BadRecipient, message) { ServiceMessage = message };
        }
    }
}
