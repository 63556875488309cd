using System.Globalization;
using System.Text;
using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Mime;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Inbox;

/// <summary>Serves the inbox page and its requests, which <see cref="BrowserRules"/> has checked.</summary>
internal sealed class InboxEndpoints(Outbox outbox, TimeProvider clock, CancellationToken stopped)
{
    private const int PageLimit = 5000;

    /// <summary>Shorter than the half minute after which some programs close an idle connection.</summary>
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(25);

    public async Task<Answer> AnswerAsync(RequestHead head, RequestBody body)
    {
        if (head.Path == "/inbox/clear")
        {
            return Safe(Clear(head));
        }

        if (InboxPage.Files.TryGetValue(head.Path, out var file))
        {
            return head.Method is "GET" or "HEAD" ? Safe(file) : Safe(Answer.Page(405, "Method Not Allowed"));
        }

        if (!head.Path.StartsWith("/inbox/", StringComparison.Ordinal))
        {
            return Answer.NotFound;
        }

        if (head.Method is not ("GET" or "HEAD"))
        {
            return Safe(Answer.Page(405, "Method Not Allowed"));
        }

        var query = Encoding.ASCII.GetBytes(head.Query);
        var form = Form.Parse(query, query.Length);
        return Safe(head.Path switch
        {
            "/inbox/mails" => InboxJson.List(outbox.Store.Before(Number(form, "before", long.MaxValue), Limit(form)), clock.GetUtcNow()),
            "/inbox/changes" => await ChangesAsync(form).ConfigureAwait(false),
            _ => OneMail(head.Path.Substring("/inbox/".Length).Split('/')),
        });
    }

    /// <summary>Adds the headers for everything that the inbox serves.</summary>
    private static Answer Safe(Answer answer) => answer.With(
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-DNS-Prefetch-Control", "off"));

    /// <summary>Requires a header that neither a form nor a page of another origin can send.</summary>
    private Answer Clear(RequestHead head)
    {
        if (head.Method != "POST")
        {
            return Answer.Page(405, "Method Not Allowed");
        }

        if (head["X-EmailCar-Inbox"] != "1")
        {
            return Answer.Plain(403, "The header X-EmailCar-Inbox: 1 is missing.");
        }

        outbox.Clear();
        return Answer.Json(_ => { });
    }

    private async Task<Answer> ChangesAsync(Form form)
    {
        var (after, epoch) = (Number(form, "after", 0), Number(form, "epoch", 0));
        var change = outbox.Store.NextChange;
        var page = outbox.Store.After(after, Limit(form));
        if (page.Mails.Count == 0 && page.Epoch == epoch)
        {
            using var waited = CancellationTokenSource.CreateLinkedTokenSource(stopped);
            await Task.WhenAny(change, clock.WaitAsync(PollTime, waited.Token)).ConfigureAwait(false);
            waited.Cancel();
            page = outbox.Store.After(after, Limit(form));
        }

        return InboxJson.List(page, clock.GetUtcNow());
    }

    /// <param name="path">The parts of the path: "mails", the number, the requested item, and its index.</param>
    private Answer OneMail(string[] path)
    {
        if (path.Length < 2 || path[0] != "mails" || !TryRead(path[1], out var number) || outbox.Store.Find(number) is not { } mail)
        {
            return Answer.NotFound;
        }

        var name = FormattableString.Invariant($"{mail.Number}.eml");
        return (path.Length, path.ElementAtOrDefault(2)) switch
        {
            (2, _) => InboxJson.Detail(mail, clock.GetUtcNow()),
            (3, "preview") => MailPreview.Of(mail.Content),
            (3, "eml") => Download(MimeMessage.Write(mail), name),
            (4, "attachments") when TryRead(path[3], out var index) && index < mail.Content.Attachments.Count =>
                Download(mail.Content.Attachments[(int)index].Bytes, mail.Content.Attachments[(int)index].Name),
            _ => Answer.NotFound,
        };
    }

    private static Answer Download(byte[] bytes, string name) =>
        new Answer(200, "application/octet-stream", bytes).With(
            ("Content-Disposition", "attachment; filename*=UTF-8''" + Uri.EscapeDataString(name)),
            ("Content-Security-Policy", "default-src 'none'; sandbox"));

    private static int Limit(Form form) => (int)Math.Min(PageLimit, Number(form, "limit", PageLimit));

    private static long Number(Form form, string field, long otherwise) => TryRead(form[field], out var number) ? number : otherwise;

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
