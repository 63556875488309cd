using System.Globalization;
using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>An email as the service lists it. Id 0 means no id.</summary>
internal sealed record Listed(long Id, string Day, string Subject, int Status = 2)
{
    public int Status { get; set; } = Status;
}

/// <summary>The literal text that the server returns for lists and counts, by day and by id.</summary>
internal sealed class Listing
{
    private readonly bool _tellsIds;

    public Listing(RawServer server, bool tellsIds = true)
    {
        _tellsIds = tellsIds;
        server.Handle(ServiceTest.ListsPath, List);
        server.Handle(ServiceTest.StatsPath, Count);
    }

    /// <summary>The emails in the order of the list.</summary>
    public List<Listed> Mails { get; } = [];

    /// <summary>The requests in the order of arrival: "stats 2026-01-05", "2026-01-05 p1", "id 7 p1".</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Called once, before a request is answered.</summary>
    public Dictionary<string, Action> Before { get; } = [];

    /// <summary>Adds this many emails of one day, with consecutive ids from a first one.</summary>
    public IReadOnlyList<long> Add(int mails, string day, long firstId)
    {
        var ids = Enumerable.Range(0, mails).Select(i => firstId + i).ToArray();
        Mails.AddRange(ids.Select(id => new Listed(id, day, $"mail {id}")));
        return ids;
    }

    /// <summary>Returns a page of the list.</summary>
    public RawAnswer List(RawRequest request)
    {
        var page = int.Parse(request["p"], CultureInfo.InvariantCulture);
        var size = int.Parse(request["page_size"], CultureInfo.InvariantCulture);
        Note(Id(request) is { } id ? $"id {id} p{page}" : $"{request["start_date"]} p{page}");
        var rows = Find(request).Skip((page - 1) * size).Take(size)
            .Select((mail, i) => $$""" "{{i}}":{"subject":"{{mail.Subject}}","from":"f@x.cn","send_time":"{{mail.Day}} 16:00:00","status":"{{mail.Status}}"{{Return(mail)}} } """);
        return $$"""{"data":{{{string.Join(",", rows)}}},"msg":"数据成功获取","status":"success"}""";
    }

    private RawAnswer Count(RawRequest request)
    {
        Note($"stats {request["start_date"]}");
        return $$"""{"data":{"total":{"failure":0,"request":{{Find(request).Count()}},"success":"0"} },"msg":"","status":"success"}""";
    }

    private string Return(Listed mail) => _tellsIds && mail.Id > 0 ? $$""" ,"return":{"id":{{mail.Id}} } """ : "";

    private IEnumerable<Listed> Find(RawRequest request) => Id(request) is { } id
        ? Mails.Where(mail => mail.Id.ToString(CultureInfo.InvariantCulture) == id)
        : Mails.Where(mail => string.CompareOrdinal(mail.Day, request["start_date"]) >= 0 && string.CompareOrdinal(mail.Day, request["end_date"]) <= 0);

    private static string? Id(RawRequest request) => request.FieldNames.Contains("send_id") ? request["send_id"] : null;

    private void Note(string request)
    {
        // Several requests may be in progress at the same time.
        lock (Asked)
        {
            Asked.Add(request);
            if (Before.TryGetValue(request, out var happens))
            {
                Before.Remove(request);
                happens();
            }
        }
    }
}
