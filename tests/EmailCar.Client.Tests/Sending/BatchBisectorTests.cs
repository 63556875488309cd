using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>One bad address does not reject the others of its submission, and finding it takes few requests.</summary>
public class BatchBisectorTests
{
    private const string About = "收件人地址无效";

    private readonly List<string> _sent = [];
    private EmailCarException? _ended;

    /// <summary>The response of the service to a part; null if it accepts.</summary>
    private Func<string[], EmailCarException?> _answer = _ => null;

    [Fact]
    public async Task An_accepted_submission_is_sent_once()
    {
        Assert.Equal("0-49 Submitted", await Send(50));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task One_bad_address_takes_at_most_thirteen_submissions_in_any_position()
    {
        for (var bad = 0; bad < 50; bad++)
        {
            _sent.Clear();
            Refuses(About, Address(bad));
            var outcomes = await Outcomes(50);
            Assert.Equal([Address(bad)], To(outcomes, SendStatus.Rejected));
            Assert.Equal(49, To(outcomes, SendStatus.Submitted).Length);
            Assert.InRange(_sent.Count, 2, 13);
        }
    }

    [Fact]
    public async Task A_named_address_takes_two_submissions()
    {
        Refuses(About + ": <7@x.cn>", Address(7));
        Assert.Equal("0-6,8-49 Submitted; 7 Rejected", await Send(50));
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task Several_named_addresses_take_two_submissions()
    {
        Refuses("7@x.cn, 9@x.cn 和 11@x.cn 有误", Address(7), Address(9), Address(11));
        Assert.Equal("0-6,8,10,12-49 Submitted; 7,9,11 Rejected", await Send(50));
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task Several_addresses_named_one_at_a_time_take_one_more_submission_each()
    {
        _answer = to => to.FirstOrDefault(a => a is "3@x.cn" or "1@x.cn" or "4@x.cn") is { } bad ? Bad($"{bad}: 退订") : null;
        Assert.Equal("0,2 Submitted; 1 Rejected; 3 Rejected; 4 Rejected", await Send(5));
        Assert.Equal(4, _sent.Count);
    }

    /// <summary>A service may echo the whole list in its message, which does not show which address is bad.</summary>
    [Fact]
    public async Task A_rejection_that_names_all_addresses_is_split()
    {
        _answer = to => to.Contains(Address(7)) ? Bad(string.Join(";", to) + " 有误") : null;
        Assert.Equal("0-6,8-49 Submitted; 7 Rejected", await Send(50));
    }

    [Fact]
    public async Task Rejections_that_keep_naming_all_addresses_are_not_split_endlessly()
    {
        _answer = to => Bad(string.Join(";", to));
        Assert.All(await Outcomes(50), outcome => Assert.Equal(SendStatus.Rejected, outcome.Status));
        Assert.InRange(_sent.Count, 2, 8);
    }

    [Theory]
    [InlineData("失败原因")]
    [InlineData("内容含有敏感词")]
    public async Task A_rejection_that_is_not_about_an_address_is_not_split(string message)
    {
        Refuses(message, Address(7));
        Assert.Equal("0-49 Rejected", await Send(50));
        Assert.Single(_sent);
    }

    /// <summary>The sender may also be a recipient.</summary>
    [Fact]
    public async Task A_sender_who_is_not_registered_is_not_mistaken_for_a_recipient()
    {
        _answer = _ => new EmailCarException(FailureKind.SenderNotRegistered, "0@x.cn") { ServiceMessage = "发件人 0@x.cn 未注册" };
        Assert.Equal("0-2 Rejected", await Send(3));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_submission_with_a_lost_response_is_not_split()
    {
        _answer = _ => new EmailCarException(FailureKind.TimedOut, About) { MayHaveArrived = true, ServiceMessage = About };
        Assert.Equal("0-49 Unknown", await Send(50));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_single_recipient_is_rejected_directly()
    {
        Refuses(About + " 0@x.cn", Address(0));
        Assert.Equal("0 Rejected", await Send(1));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Two_recipients_are_sent_to_separately()
    {
        Refuses(About, Address(1));
        Assert.Equal("0 Submitted; 1 Rejected", await Send(2));
        Assert.Equal(["0@x.cn;1@x.cn", "0@x.cn", "1@x.cn"], _sent);
    }

    [Fact]
    public async Task Seven_rejections_without_an_accepted_part_end_the_splitting()
    {
        _answer = _ => Bad(About);
        var outcomes = await Outcomes(50);
        Assert.Equal(7, _sent.Count);
        Assert.Equal(50, To(outcomes, SendStatus.Rejected).Length);
        Assert.All(outcomes, o => Assert.Equal(About, o.Failure!.Message));
    }

    [Fact]
    public async Task If_the_run_ends_halfway_the_rest_is_not_sent()
    {
        _answer = to =>
        {
            if (_sent.Count == 4)
            {
                _ended = new EmailCarException(FailureKind.NoPoints, "点数不足");
                return _ended;
            }

            return to.Contains("0@x.cn") ? Bad(About) : null;
        };
        Assert.Equal("5-9 Submitted; 0-1 NotSent; 2-4 NotSent", await Send(10));
        Assert.Equal(["0@x.cn;1@x.cn"], _sent.Skip(3));
    }

    [Fact]
    public async Task Parts_keep_the_order_of_the_recipients()
    {
        Refuses(About, Address(2));
        var outcomes = await Outcomes(9);
        Assert.Equal(outcomes.OrderBy(o => Number(o.Recipients[0])).ToArray(), outcomes);
        Assert.All(outcomes, o => Assert.Equal(o.Recipients.OrderBy(Number).ToArray(), o.Recipients));
    }

    [Fact]
    public async Task A_repeated_address_is_reported_twice()
    {
        Refuses(About + " 1@x.cn", Address(1));
        Assert.Equal("0,2 Submitted; 1,1 Rejected", await Send(0, order: [0, 1, 1, 2]));
    }

    private static EmailCarException Bad(string message) => new(FailureKind.BadRecipient, message) { ServiceMessage = message };

    private static string Address(int number) => number + "@x.cn";

    private static int Number(Recipient recipient) => int.Parse(recipient.Address.Split('@')[0]);

    private static string[] To(IEnumerable<SubmissionOutcome> outcomes, SendStatus status) =>
        [.. outcomes.Where(o => o.Status == status).SelectMany(o => o.Recipients).Select(r => r.Address)];

    private void Refuses(string message, params string[] bad) => _answer = to =>
        !to.Any(bad.Contains) ? null
        : new EmailCarException(message.StartsWith(About, StringComparison.Ordinal) ? FailureKind.BadRecipient : FailureKind.Refused, message)
        {
            ServiceMessage = message,
        };

    private async Task<IReadOnlyList<SubmissionOutcome>> Outcomes(int count, params int[] order)
    {
        var submission = new Submission(EngineTest.Mail);
        foreach (var number in order.Length > 0 ? order : [.. Enumerable.Range(0, count)])
        {
            submission.Add(new Recipient(Address(number)));
        }

        return await new BatchBisector(submission, new TestClock()).SendAsync(SendPart, () => _ended).Soon();
    }

    /// <summary>Returns the outcomes in short form: numbers of consecutive recipients and their status.</summary>
    private async Task<string> Send(int count, params int[] order)
    {
        var outcomes = await Outcomes(count, order);
        return string.Join("; ", outcomes
            .GroupBy(o => o.Status == SendStatus.Submitted ? (object)o.Status : o)
            .Select(g => $"{Ranges([.. g.SelectMany(o => o.Recipients).Select(Number)])} {g.First().Status}")
            .OrderBy(text => text.EndsWith("Submitted", StringComparison.Ordinal) ? -1 : 0));
    }

    private static string Ranges(int[] numbers)
    {
        var parts = new List<string>();
        for (int i = 0, from = 0; i < numbers.Length; i++)
        {
            if (i + 1 == numbers.Length || numbers[i + 1] != numbers[i] + 1)
            {
                parts.Add(from == i ? $"{numbers[i]}" : $"{numbers[from]}-{numbers[i]}");
                from = i + 1;
            }
        }

        return string.Join(",", parts);
    }

    private Task<SubmissionOutcome> SendPart(IReadOnlyList<Recipient> part)
    {
        string[] to = [.. part.Select(r => r.Address)];
        _sent.Add(string.Join(";", to));
        var failure = _answer(to);
        var status = failure is null ? SendStatus.Submitted : SubmissionSender.StatusOf(failure);
        return Task.FromResult(new SubmissionOutcome(EngineTest.Mail, part, status, default) { Failure = failure });
    }
}
