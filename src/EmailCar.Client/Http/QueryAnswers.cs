using System.Globalization;
using System.Text.Json;
using EmailCar.Settings;

namespace EmailCar.Http;

/// <summary>Converts the responses of user/balance, mail/stats and mail/lists to models.</summary>
internal static class QueryAnswers
{
    /// <summary>Reads a response of user/balance (docs/service.md, user/balance).</summary>
    public static Balance Balance(Answer answer, string userName)
    {
        var points = Answer.Get(answer.Data, "points");
        return new Balance(
            userName,
            Answer.Number(Answer.Get(points, "email")),
            Answer.Number(Answer.Get(points, "sms")),
            Answer.Number(Answer.Get(points, "ad")));
    }

    /// <summary>Reads a response of mail/stats (docs/service.md, mail/stats).</summary>
    public static Stats Stats(Answer answer, DeliveryQuery query)
    {
        var total = Answer.Get(answer.Data, "total");
        return new Stats(
            query.StartDate,
            query.EndDate,
            query.Id,
            Answer.Integer(Answer.Get(total, "request")) ?? 0,
            Answer.Integer(Answer.Get(total, "success")) ?? 0,
            Answer.Integer(Answer.Get(total, "failure")) ?? 0);
    }

    /// <summary>Reads a response of mail/lists (docs/service.md, mail/lists). Returns the rows in the order of the response.</summary>
    public static IReadOnlyList<Delivery> Deliveries(Answer answer)
    {
        var rows = new List<Delivery>();
        if (answer.Data.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in answer.Data.EnumerateArray())
            {
                AddRow(rows, element);
            }
        }
        else
        {
            AddNumberedRows(rows, answer.Data);

            // The vendor's sample closes "data" too early, so that later rows are in the outer object.
            AddNumberedRows(rows, answer.Root);
        }

        return rows;
    }

    private static void AddNumberedRows(List<Delivery> rows, JsonElement container)
    {
        if (container.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in container.EnumerateObject())
        {
            if (property.Name.Length > 0 && property.Name.All(c => c is >= '0' and <= '9'))
            {
                AddRow(rows, property.Value);
            }
            else if (property.Name == "return" && rows.Count > 0 && rows[rows.Count - 1].Id is null)
            {
                rows[rows.Count - 1] = DeliveryRows.Copy(rows[rows.Count - 1], Id(property.Value), to: null);
            }
        }
    }

    private static void AddRow(List<Delivery> rows, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        string Field(string name) => Answer.Text(Answer.Get(row, name)) ?? "";

        var status = Answer.Integer(Answer.Get(row, "status"));
        rows.Add(new Delivery(
            Id(Answer.Get(row, "return")) ?? Id(row),
            to: null,
            Field("subject"),
            Field("from"),
            Field("fromname"),
            Field("replyto"),
            SentAt(Field("send_time")),
            status is >= 1 and <= 3 ? (DeliveryStatus)status : DeliveryStatus.Unknown,
            Answer.Integer(Answer.Get(row, "guest_count")) ?? 0,
            Field("guest_ip"),
            Field("guest_agent"),
            Field("failure_msg")));
    }

    private static long? Id(JsonElement element) =>
        Answer.Integer(Answer.Get(element, "id")) ?? Answer.Integer(Answer.Get(element, "send_id"));

    private static DateTimeOffset? SentAt(string text) =>
        DateTime.TryParseExact(
            text.Trim(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && time.Ticks >= ClientSettings.ServiceOffset.Ticks
            ? new DateTimeOffset(time, ClientSettings.ServiceOffset)
            : null;
}
