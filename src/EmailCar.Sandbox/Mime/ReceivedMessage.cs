using System.Globalization;

namespace EmailCar.Sandbox.Mime;

/// <summary>Reads a message received by SMTP, as the inbox shows it.</summary>
internal static class ReceivedMessage
{
    /// <summary>The maximum depth of nested multiparts that is read.</summary>
    private const int MaximumDepth = 20;

    public static ReceivedContent Read(byte[] message, IReadOnlyList<string> recipients)
    {
        var root = new MimePart(message, 0, message.Length);
        var (html, text) = ((MimePart?)null, (MimePart?)null);
        var attachments = new List<ReceivedAttachment>();
        foreach (var part in Leaves(root, 0))
        {
            var isBody = Name(part).Length == 0 && !part.Disposition.Value.Equals("attachment", StringComparison.OrdinalIgnoreCase);
            if (isBody && part.MediaType == "text/html" && html is null)
            {
                html = part;
            }
            else if (isBody && part.MediaType == "text/plain" && text is null)
            {
                text = part;
            }
            else
            {
                attachments.Add(Attachment(part, attachments.Count + 1));
            }
        }

        var (fromName, from) = Mailbox(root["From"]);
        return new ReceivedContent
        {
            From = from,
            FromName = fromName,
            ReplyTo = Mailbox(root["Reply-To"]).Address is { Length: > 0 } replyTo ? replyTo : from,
            Subject = EncodedWords.Decode(root["Subject"]),
            Html = html?.Text ?? "",
            Text = text?.Text ?? (html is null ? "" : HtmlText.Of(html.Text)),
            Attachments = attachments,
            Message = message,
            MessageHeaders = [.. root.Headers.Select(header => new KeyValuePair<string, string>(header.Key, EncodedWords.Decode(header.Value)))],
            Recipients = recipients,
        };
    }

    private static IEnumerable<MimePart> Leaves(MimePart part, int depth) =>
        depth < MaximumDepth && part.MediaType.StartsWith("multipart/", StringComparison.Ordinal)
            ? part.Parts().SelectMany(inner => Leaves(inner, depth + 1))
            : [part];

    private static ReceivedAttachment Attachment(MimePart part, int number)
    {
        var name = Name(part);
        var id = part["Content-ID"].Trim().TrimStart('<').TrimEnd('>');
        return new ReceivedAttachment(
            name.Length > 0 ? name : "attachment-" + number.ToString(CultureInfo.InvariantCulture),
            part.MediaType,
            id.Length > 0 ? id : null,
            part.Content);
    }

    private static string Name(MimePart part) => part.Disposition["filename"] is { Length: > 0 } given ? given : part.ContentType["name"];

    /// <summary>Returns the name and the address of the first mailbox: <c>Name &lt;address&gt;</c>, or only an address.</summary>
    private static (string Name, string Address) Mailbox(string header)
    {
        var start = header.LastIndexOf('<');
        var end = header.IndexOf('>', start + 1);
        return start < 0 || end < 0
            ? ("", header.Trim())
            : (EncodedWords.Decode(HeaderParameters.Unquoted(header.Substring(0, start).Trim())), header.Substring(start + 1, end - start - 1).Trim());
    }
}
