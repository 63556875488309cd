using System.Security.Cryptography;
using System.Text;
using EmailCar.Emails;
using EmailCar.Failures;
using MimeKit;

namespace EmailCar.Smtp;

/// <summary>Creates the MIME message of an email for one recipient. MimeKit handles encoding, folding and line lengths.</summary>
internal static class MessageComposer
{
    private static readonly char[] NotInAddresses = [' ', '\t', '\r', '\n', '\0', '<', '>', '(', ')', '[', ']', ':', ';', ',', '\\', '"'];

    /// <summary>The beginning of an encoded word (RFC 2047).</summary>
    private const string EncodedWordStart = "=?";

    /// <summary>Creates the message. Its files are opened while it is written.</summary>
    /// <param name="content">The email.</param>
    /// <param name="recipient">The recipient: the only address in To.</param>
    /// <param name="messageId">The Message-ID, without angle brackets.</param>
    /// <param name="time">The clock for the date.</param>
    public static MimeMessage Compose(MailContent content, string recipient, string messageId, TimeProvider time)
    {
        var additions = content.Additions;
        var message = new MimeMessage(new HeaderList()) { Date = time.GetLocalNow(), MessageId = messageId };
        message.From.Add(Mailbox(content.From, content.FromName == content.From ? "" : content.FromName));
        message.To.Add(Mailbox(recipient));
        message.Cc.AddRange((additions?.Cc ?? []).Select(address => Mailbox(address)));
        message.Headers.Replace(HeaderId.Subject, Encoding.UTF8, content.Subject);
        if (content.ReplyTo is { } answers)
        {
            message.ReplyTo.Add(Mailbox(answers));
        }

        if (additions?.Priority is { } priority)
        {
            (message.Importance, message.XPriority) = priority == MailPriority.High
                ? (MessageImportance.High, XMessagePriority.High)
                : (MessageImportance.Low, XMessagePriority.Low);
        }

        foreach (var header in additions?.Headers ?? [])
        {
            message.Headers.Add(new Header(Encoding.UTF8, header.Key, header.Value));
        }

        message.Body = Body(content);
        return message;
    }

    /// <summary>Returns the sender of the envelope.</summary>
    public static MailboxAddress Sender(MailContent content) => Mailbox(content.From);

    /// <summary>Returns the recipients of the envelope: the recipient and the addresses that get a copy.</summary>
    public static IReadOnlyList<MailboxAddress> Envelope(MailContent content, string recipient) =>
    [
        .. new[] { recipient }.Concat(content.Additions?.Cc ?? []).Concat(content.Additions?.Bcc ?? [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(address => Mailbox(address)),
    ];

    /// <summary>
    /// Returns a Message-ID that is the same whenever the same email is sent to the same address, so that duplicates can be recognized.
    /// </summary>
    /// <param name="account">The account that sends.</param>
    /// <param name="key">The key of the email in the journal.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="from">The sender, whose domain is used.</param>
    public static string IdOf(string account, string key, string recipient, string from)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{account.ToLowerInvariant()}\0{key}\0{recipient.ToLowerInvariant()}"));
        return FileHash.Text(hash).Substring(0, 32) + "@" + MailboxAddress.EncodeAddrspec(from).Split('@').Last();
    }

    /// <summary>Finds an address with non-ASCII characters before the @; null if there is no such address.</summary>
    public static string? FindNonAscii(MimeMessage message, MailContent content) =>
        message.From.Mailboxes.Concat(message.To.Mailboxes).Concat(message.Cc.Mailboxes).Concat(message.ReplyTo.Mailboxes)
            .Select(mailbox => mailbox.Address)
            .Concat(content.Additions?.Bcc ?? [])
            .FirstOrDefault(address => address.Take(Math.Max(0, address.LastIndexOf('@'))).Any(c => c > 126));

    /// <summary>Returns the minimum size of the message in bytes: the files as base64 with line ends, and the HTML as it is.</summary>
    public static long LeastSize(MailContent content) =>
        Encoding.UTF8.GetByteCount(content.Html) + (content.Additions?.Attachments ?? []).Sum(file => ((file.Size + 2) / 3 * 4) + (file.Size / 57 * 2));

    /// <exception cref="EmailCarException">The text is not an address.</exception>
    private static MailboxAddress Mailbox(string address, string name = "") =>
        !NotInAddresses.Any(character => address.IndexOf(character) >= 0) && address.IndexOf('@') > 0
            ? new MailboxAddress(Encoding.UTF8, name, address)
            : throw new EmailCarException(FailureKind.BadRecipient, $"'{ReplyText.Clean(address)}' is not an email address that SMTP can carry.");

    private static MimeEntity Body(MailContent content)
    {
        var files = content.Additions?.Attachments ?? [];
        var body = Texts(content, [.. files.Where(file => file.ContentId is not null).Select(Part)]);
        var attachments = files.Where(file => file.ContentId is null).Select(Part).ToArray();
        return attachments.Length == 0 ? body : Together(new Multipart("mixed"), [body, .. attachments]);
    }

    /// <summary>Returns the body as text and as HTML with its images, or only as text if there is no HTML.</summary>
    private static MimeEntity Texts(MailContent content, MimeEntity[] images)
    {
        var isHtml = HtmlAsText.IsHtml(content.Html);
        if (!isHtml && images.Length == 0)
        {
            return Text("plain", content.Additions?.Text ?? content.Html);
        }

        var html = Text("html", content.Html);
        return Together(
            new MultipartAlternative(),
            [
                Text("plain", content.Additions?.Text ?? (isHtml ? HtmlAsText.Of(content.Html) : content.Html)),
                images.Length == 0 ? html : Together(new MultipartRelated(), [html, .. images]),
            ]);
    }

    private static Multipart Together(Multipart whole, IEnumerable<MimeEntity> parts)
    {
        foreach (var part in parts)
        {
            whole.Add(part);
        }

        return whole;
    }

    /// <summary>
    /// Uses quoted-printable if most of the text is ASCII, so that it stays readable; otherwise base64, which is shorter.
    /// </summary>
    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        part.ContentTransferEncoding = text.Count(c => c > 126) * 6 > text.Length ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable;
        return part;
    }

    /// <summary>Returns the bytes of a file, always as base64 and never as a message part, which would be parsed and rewritten.</summary>
    private static MimeEntity Part(MailAttachment file)
    {
        var type = MimeTypes.GetMimeType(file.Name);
        var isOpaque = type.StartsWith("message/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        var part = new MimePart(ContentType.Parse(isOpaque ? "application/octet-stream" : type))
        {
            Content = new MimeContent(new VerifiedFileStream(file)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(file.ContentId is null ? ContentDisposition.Attachment : ContentDisposition.Inline),
        };

        if (file.Name.Contains(EncodedWordStart))
        {
            // MimeKit writes ASCII as it is, and mail programs would decode this name.
            var value = $" {part.ContentDisposition.Disposition};\r\n\tfilename*=utf-8''{Uri.EscapeDataString(file.Name)}\r\n";
            part.Headers[part.Headers.IndexOf(HeaderId.ContentDisposition)].SetRawValue(Encoding.ASCII.GetBytes(value));
        }
        else
        {
            // Outlook and browsers read one of them; QQ Mail and older programs read the other.
            part.ContentDisposition.Parameters.Add(new Parameter(Encoding.UTF8, "filename", file.Name) { EncodingMethod = ParameterEncodingMethod.Rfc2231 });
            part.ContentType.Parameters.Add(new Parameter(Encoding.UTF8, "name", file.Name) { EncodingMethod = ParameterEncodingMethod.Rfc2047 });
        }

        if (file.ContentId is { } id)
        {
            part.ContentId = id;
        }

        return part;
    }
}
