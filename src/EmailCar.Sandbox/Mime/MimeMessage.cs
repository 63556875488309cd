using System.Globalization;
using System.Text;

namespace EmailCar.Sandbox.Mime;

/// <summary>An email submitted with mail/send, as the message that a recipient would get (RFC 5322).</summary>
internal static class MimeMessage
{
    private const int LineLength = 76;

    /// <summary>The maximum number of bytes in an encoded word, to stay below the 75 characters that RFC 2047 allows.</summary>
    private const int WordBytes = 42;

    public static IReadOnlyList<KeyValuePair<string, string>> Headers(ReceivedMail mail)
    {
        var content = mail.Content;
        List<KeyValuePair<string, string>> headers =
        [
            new("From", content.FromName.Length == 0 ? content.From : $"{Quoted(content.FromName)} <{content.From}>"),
            new("To", mail.To),
        ];
        if (content.ReplyTo.Length > 0 && content.ReplyTo != content.From)
        {
            headers.Add(new("Reply-To", content.ReplyTo));
        }

        headers.Add(new("Subject", content.Subject));
        headers.Add(new("Date", mail.Time.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)));
        headers.Add(new("Message-ID", FormattableString.Invariant($"<{mail.Id ?? 0}.{mail.Number}@sandbox.invalid>")));
        return headers;
    }

    /// <summary>Returns the whole message: the original, or an ASCII message made from the fields.</summary>
    public static byte[] Write(ReceivedMail mail)
    {
        if (mail.Content.Message is { } message)
        {
            return message;
        }

        var text = new StringBuilder();
        foreach (var header in Headers(mail))
        {
            text.Append(header.Key).Append(": ").Append(Encoded(header.Key, header.Value, mail.Content)).Append("\r\n");
        }

        text.Append("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Content.Html));
        for (var at = 0; at < body.Length; at += LineLength)
        {
            text.Append(body, at, Math.Min(LineLength, body.Length - at)).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Quoted(string name) => "\"" + name.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static string Encoded(string name, string value, ReceivedContent content) =>
        value.All(c => c is >= ' ' and <= '~') ? value
        : name == "From" ? $"{Words(content.FromName)} <{Plain(content.From)}>"
        : Words(value);

    private static string Plain(string address) => address.All(c => c is > ' ' and <= '~') ? address : Words(address);

    /// <summary>Returns encoded words with whole characters, folded (RFC 2047). No part of the value can end the line.</summary>
    private static string Words(string value)
    {
        var words = new List<string>();
        var word = new List<byte>();
        for (var i = 0; i < value.Length; i++)
        {
            var isPair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length;
            var bytes = Encoding.UTF8.GetBytes(value.Substring(i, isPair ? 2 : 1));
            i += isPair ? 1 : 0;
            if (word.Count + bytes.Length > WordBytes)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
