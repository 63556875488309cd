using System.Globalization;
using EmailCar.Client.Tests.Support;
using EmailCar.Deliveries;
using EmailCar.Http;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>The literal text that the server returns for lists, newest first, page by page.</summary>
internal sealed class Mailbox
{
    private readonly List<string> _subjects = [];
    private int _sent;

    public Mailbox(RawServer server) => server.Handle(ServiceTest.ListsPath, Page);

    /// <summary>The subjects in the current order of the list.</summary>
    public IReadOnlyList<string> Subjects => _subjects;

    /// <summary>The requested pages, in order.</summary>
    public List<(int Page, int Size)> Asked { get; } = [];

    /// <summary>The status of all emails.</summary>
    public int Status { get; set; } = 2;

    /// <summary>Called once, before a page is returned.</summary>
    public Dictionary<int, Action> BeforePage { get; } = [];

    /// <summary>Adds this many emails, each with a different subject, before all others.</summary>
    public void Add(int mails)
    {
        for (var i = 0; i < mails; i++)
        {
            _subjects.Insert(0, $"mail {++_sent}");
        }
    }

    /// <summary>Adds emails with the same values before all others.</summary>
    public void AddEqual(int mails, string subject = "same") => _subjects.InsertRange(0, Enumerable.Repeat(subject, mails));

    /// <summary>Adds emails after all others, like a service that lists the oldest first.</summary>
    public void AddLast(int mails) => _subjects.AddRange(Enumerable.Range(1, mails).Select(i => $"last {i}"));

    /// <summary>Reads all pages and returns the subjects.</summary>
    public async Task<List<string>> Read(EmailCarClient client, long skip = 0, long? first = null)
    {
        var subjects = new List<string>();
        var pages = new DeliveryPages(client, new DeliveryQuery(), skip, first);
        while (!pages.IsEnd)
        {
            subjects.AddRange((await pages.NextAsync(CancellationToken.None).Soon()).Select(row => row.Subject));
            Assert.True(Asked.Count < 10_000, "It never ends.");
        }

        return subjects;
    }

    private RawAnswer Page(RawRequest request)
    {
        var page = int.Parse(request["p"], CultureInfo.InvariantCulture);
        var size = int.Parse(request["page_size"], CultureInfo.InvariantCulture);
        Asked.Add((page, size));
        if (BeforePage.TryGetValue(page, out var happens))
        {
            BeforePage.Remove(page);
            happens();
        }

        var rows = _subjects.Skip((page - 1) * size).Take(size)
            .Select((subject, i) => $$""" "{{i}}":{"subject":"{{subject}}","from":"f@x.cn","send_time":"2026-01-05 16:00:00","status":"{{Status}}"} """);
        return $$"""{"data":{{{string.Join(",", rows)}}},"msg":"数据成功获取","status":"success"}""";
    }
}
