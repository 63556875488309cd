using System.Globalization;
using System.Text;
using System.Text.Json;
using EmailCar.Harness.Serving;
using EmailCar.Testing;

namespace EmailCar.Harness.Resolves;

/// <summary>The list that mail/lists returns for the account: one row for each accepted recipient, and rows of other senders.</summary>
internal sealed class ListedMails(Variation variation)
{
    private static readonly TimeSpan ServiceOffset = TimeSpan.FromHours(8);

    private readonly Lock _gate = new();
    private readonly List<Row> _rows = [];
    private int _others;

    /// <summary>The time of the service.</summary>
    private DateTimeOffset Now => DateTimeOffset.UtcNow.ToOffset(ServiceOffset) + variation switch
    {
        Variation.ClockAhead => TimeSpan.FromSeconds(90),
        Variation.ClockBehind => TimeSpan.FromSeconds(-90),
        _ => TimeSpan.Zero,
    };

    /// <summary>Adds the rows of an accepted submission.</summary>
    public void Add(RawRequest request, IEnumerable<long> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                _rows.Add(new Row(id, Field(request, "from"), Field(request, "fromname"), Field(request, "replyto"), Field(request, "subject"), Now));
            }

            if (variation == Variation.OtherEmails)
            {
                // The same sender with another subject, and the same subject from another sender.
                _others++;
                _rows.Add(new Row(-_others, Field(request, "from"), Field(request, "fromname"), "", $"other {_others}", Now));
                _rows.Add(new Row(-_others, "orders@emailcar.net", "Orders", "", Field(request, "subject"), Now));
            }
        }
    }

    public byte[] Page(RawRequest request)
    {
        lock (_gate)
        {
            if (variation == Variation.OtherEmails)
            {
                _others++;
                _rows.Add(new Row(-_others, "support@emailcar.net", "support@emailcar.net", "", $"meanwhile {_others}", Now));
            }

            var size = Number(Field(request, "page_size"));
            var rows = Find(request).Skip((Number(Field(request, "p")) - 1) * size).Take(size).ToArray();
            return rows.Length == 0 ? Answers.Refused("没有找到数据") : Answers.Json(Text(rows));
        }
    }

    private IEnumerable<Row> Find(RawRequest request)
    {
        if (Field(request, "send_id").Length > 0)
        {
            var id = long.Parse(Field(request, "send_id"), CultureInfo.InvariantCulture);
            return _rows.Where(row => row.Id == id);
        }

        var days = (Start: Field(request, "start_date"), End: Field(request, "end_date"));
        var found = _rows.Where(row => string.CompareOrdinal(Day(row), days.Start) >= 0 && string.CompareOrdinal(Day(row), days.End) <= 0);
        return variation == Variation.OtherEmails ? found.Reverse() : found;
    }

    private static string Day(Row row) => row.SentAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Text(Row[] rows)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("status", "success");
            json.WriteString("msg", "数据成功获取");
            json.WriteStartObject("data");
            for (var i = 0; i < rows.Length; i++)
            {
                Write(json, i, rows[i]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private void Write(Utf8JsonWriter json, int index, Row row)
    {
        json.WriteStartObject(index.ToString(CultureInfo.InvariantCulture));
        json.WriteString("subject", row.Subject);
        json.WriteString("from", row.From);
        json.WriteString("fromname", row.FromName);
        json.WriteString("replyto", row.ReplyTo.Length > 0 ? row.ReplyTo : row.From);
        json.WriteString("send_time", row.SentAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("status", "2");
        if (variation is not (Variation.IdsBeside or Variation.NoIds))
        {
            WriteId(json, row.Id);
        }

        json.WriteEndObject();
        if (variation == Variation.IdsBeside)
        {
            WriteId(json, row.Id);
        }
    }

    private static void WriteId(Utf8JsonWriter json, long id)
    {
        json.WriteStartObject("return");
        json.WriteNumber("id", id);
        json.WriteEndObject();
    }

    private static string Field(RawRequest request, string name) => request.Fields.Where(field => field.Key == name).Select(field => field.Value).FirstOrDefault("");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Row(long Id, string From, string FromName, string ReplyTo, string Subject, DateTimeOffset SentAt);
}
