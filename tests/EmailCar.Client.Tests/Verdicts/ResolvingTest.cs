using System.Globalization;
using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
using EmailCar.Testing;
using EmailCar.Verdicts;

namespace EmailCar.Client.Tests.Verdicts;

/// <summary>A journal written by the test, and a server that lists what the test specifies. The test starts at 16:00 in China.</summary>
public abstract class ResolvingTest : EngineTest
{
    internal const string ListsPath = "/v1/mail/lists";

    private readonly List<(long? Id, string Subject, DateTimeOffset SentAt)> _rows = [];

    protected ResolvingTest() => Server.Handle(ListsPath, List);

    /// <summary>How far the clock of the service is ahead of this machine's clock.</summary>
    internal TimeSpan Ahead { get; set; }

    /// <summary>The response of the service for a subject.</summary>
    internal Func<string, string> Listed { get; set; } = subject => subject;

    /// <summary>Adds a submission that was accepted and is listed; its ids may be missing in the response.</summary>
    internal void Sent(string subject, params long?[] ids)
    {
        using var journal = Open();
        JournalMail[] mails = [.. ids.Select((_, i) => new JournalMail(subject, $"{subject}-{i}@x.cn"))];
        var submission = journal.Leaving(Mail with { Subject = subject }, mails);
        Row(subject, ids);
        journal.TrySettle(submission, mails, "submitted", ids, null, Clock.GetUtcNow());
    }

    /// <summary>Adds a submission whose result is unknown in the journal.</summary>
    internal void Lost(string subject, int recipients = 1, SendVia via = SendVia.WebApi, string key = "key")
    {
        using var journal = Open();
        JournalMail[] mails = [.. Enumerable.Range(0, recipients).Select(i => new JournalMail(key, $"lost-{i}@x.cn"))];
        journal.Leaving(Mail with { Subject = subject }, mails, via);
    }

    /// <summary>Adds rows that the service lists with its current time.</summary>
    internal void Row(string subject, params long?[] ids)
    {
        foreach (var id in ids)
        {
            _rows.Add((id, subject, Clock.GetUtcNow() + Ahead));
        }
    }

    /// <summary>Adds a submission that arrived, a lost one a minute later, and then enough time for listing.</summary>
    internal void Lose(string subject, int recipients, params long?[] rows)
    {
        Sent("before", 1);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Lost(subject, recipients);
        Row(subject, rows);
        Clock.Advance(TimeSpan.FromHours(1));
    }

    /// <summary>Resolves and records all verdicts, including those for emails that are not listed.</summary>
    internal async Task<IReadOnlyList<SubmissionVerdict>> Resolve(bool isRehearsal = false)
    {
        using var resolver = new UnknownResolver(Client, JournalPath, TimeSpan.FromMinutes(30), isRehearsal);
        var steps = 0;
        while (await resolver.NextAsync(CancellationToken.None).Soon() is not null)
        {
            Assert.True(++steps < 1000, "It never ends.");
        }

        foreach (var verdict in resolver.Verdicts.Where(_ => !isRehearsal))
        {
            resolver.Write(verdict);
        }

        return resolver.Verdicts;
    }

    /// <summary>Returns the finding for the only unknown submission.</summary>
    internal async Task<SubmissionVerdict> ResolveOne() => Assert.Single(await Resolve());

    internal async Task<Finding> Find() => (await ResolveOne()).Finding;

    /// <summary>The status of a lost email in the next run.</summary>
    internal (PriorState State, long? Id) Next(int recipient = 0, string key = "key")
    {
        using var run = Journalled();
        return (run.Add(Mail, new EmailCar.Sending.Recipient($"lost-{recipient}@x.cn", key), out var id), id);
    }

    internal JournalWriter Open() =>
        JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { });

    private RawAnswer List(RawRequest request)
    {
        var fields = request.Fields.ToDictionary(field => field.Key, field => field.Value);
        var rows = fields.TryGetValue("send_id", out var id)
            ? _rows.Where(row => row.Id?.ToString(CultureInfo.InvariantCulture) == id)
            : _rows.Where(row => Time(row.SentAt).StartsWith(fields["start_date"], StringComparison.Ordinal));
        var (page, size) = (int.Parse(fields["p"], CultureInfo.InvariantCulture), int.Parse(fields["page_size"], CultureInfo.InvariantCulture));
        var texts = rows.Skip((page - 1) * size).Take(size).Select((row, i) => Text(i, row.Id, Listed(row.Subject), Time(row.SentAt))).ToArray();
        return texts.Length == 0
            ? """{"status":"error","msg":"没有找到数据"}"""
            : $$"""{"data":{{{string.Join(",", texts)}}},"msg":"数据成功获取","status":"success"}""";
    }

    private static string Text(int number, long? id, string subject, string time) =>
        $$""" "{{number}}":{"subject":"{{subject}}","from":"{{Mail.From}}","fromname":"{{Mail.FromName}}","replyto":"{{Mail.From}}","send_time":"{{time}}","status":"2"{{(id is null ? "" : $",\"id\":{id}")}}} """;

    private static string Time(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
