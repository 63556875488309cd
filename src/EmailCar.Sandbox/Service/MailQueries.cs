using System.Globalization;
using System.Text.Json;
using EmailCar.Sandbox.Http;

namespace EmailCar.Sandbox.Service;

/// <summary>Answers mail/lists and mail/stats (docs/service.md).</summary>
internal sealed class MailQueries(Outbox outbox, SandboxOptions options, TimeProvider clock)
{
    private const long DefaultPageSize = 20;

    private const long MaximumPageSize = 40;

    public Answer Lists(Form form)
    {
        if (!MailFilter.TryRead(form, out var filter, out var fault))
        {
            return Answer.Error(fault);
        }

        if (!TryReadNumber(form, "p", 1, out var page))
        {
            return Answer.Error(Texts.NotANumber("p"));
        }

        if (!TryReadNumber(form, "page_size", DefaultPageSize, out var pageSize))
        {
            return Answer.Error(Texts.NotANumber("page_size"));
        }

        var mails = outbox.Find(filter);
        pageSize = Math.Min(pageSize, MaximumPageSize);

        // Uses a division, because a product of a large page number would overflow.
        if (page - 1 > (mails.Count - 1) / pageSize || mails.Count == 0)
        {
            return Answer.Error(Texts.NothingFound);
        }

        var first = (int)((page - 1) * pageSize);
        var now = clock.GetUtcNow();
        return Answer.Success(Texts.Found, json =>
        {
            for (var i = 0; i < pageSize && first + i < mails.Count; i++)
            {
                var mail = mails[options.NewestFirst ? mails.Count - 1 - first - i : first + i];
                WriteRow(json, i, mail, mail.Status(now, options.SlowFor));
            }
        });
    }

    /// <summary>
    /// Returns the totals; 0 without emails, because it is not documented whether the service returns "nothing found" instead.
    /// </summary>
    public Answer Stats(Form form)
    {
        if (!MailFilter.TryRead(form, out var filter, out var fault))
        {
            return Answer.Error(fault);
        }

        var now = clock.GetUtcNow();
        var mails = outbox.Find(filter);
        var (failure, success) = (0, 0);
        for (var i = 0; i < mails.Count; i++)
        {
            var status = mails[i].Status(now, options.SlowFor);
            failure += status == "3" ? 1 : 0;
            success += status == "2" ? 1 : 0;
        }

        return Answer.Success(Texts.Found, json =>
        {
            json.WriteStartObject("total");
            json.WriteNumber("failure", failure);
            json.WriteNumber("request", mails.Count);
            json.WriteNumber("success", success);
            json.WriteEndObject();
        });
    }

    private static bool TryReadNumber(Form form, string field, long whenMissing, out long number)
    {
        number = whenMissing;
        return form[field].Length == 0 || MailFilter.TryReadNumber(form[field], out number);
    }

    private void WriteRow(Utf8JsonWriter json, int index, SentMail mail, string status)
    {
        json.WriteStartObject(index.ToString(CultureInfo.InvariantCulture));
        json.WriteString("failure_msg", status == "3" ? Texts.Bounced : "");
        json.WriteString("from", mail.Content.From);
        json.WriteString("fromname", mail.Content.FromName);
        json.WriteString("guest_agent", mail.IsOpened ? Texts.OpenerAgent : "");
        json.WriteString("guest_count", mail.IsOpened ? "1" : "0");
        json.WriteString("guest_ip", mail.IsOpened ? Texts.OpenerIp : "");
        json.WriteString("replyto", mail.Content.ReplyTo);
        json.WriteString(
            "send_time",
            mail.SentAt.ToOffset(MailFilter.ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("status", status);
        json.WriteString("subject", mail.Content.Subject);
        if (options.RowIdShape == RowIdShape.Inside)
        {
            WriteId(json, mail);
        }

        json.WriteEndObject();
        if (options.RowIdShape == RowIdShape.Beside)
        {
            WriteId(json, mail);
        }
    }

    private static void WriteId(Utf8JsonWriter json, SentMail mail)
    {
        json.WriteStartObject("return");
        json.WriteNumber("id", mail.Id);
        json.WriteEndObject();
    }
}
