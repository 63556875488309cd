using System.Text;
using System.Text.RegularExpressions;
using EmailCar.Platform;

namespace EmailCar.Smtp;

/// <summary>Reads the texts of server replies.</summary>
internal static class ReplyText
{
    private const int MaxLength = 1000;

    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    /// <summary>Returns the text as one readable line of limited length.</summary>
    public static string Clean(string? text)
    {
        var line = Regex.Replace(Recover(text ?? ""), @"[\s\p{Cc}]+", " ").Trim();
        return line.Length > MaxLength ? line.Substring(0, MaxLength) + "…" : line;
    }

    /// <summary>Returns the server's queue id of the email, or null if the reply contains none in a known form.</summary>
    public static string? QueueId(string? reply)
    {
        var match = Regex.Match(reply ?? "", @"\b(?:queued(?: mail for delivery)?(?: as| with id)?|(?:queue|message)[ -]?id|id)\b\s*[:=]?\s*<?([A-Za-z0-9][\w.@+/-]{0,99})", RegexOptions.IgnoreCase);
        return match.Success ? match.Groups[1].Value.TrimEnd('.') : null;
    }

    /// <summary>Decodes text that was read as Latin-1 because it is not UTF-8; text of a Chinese server is GB18030.</summary>
    private static string Recover(string text)
    {
        var isLatin = text.Any(c => c >= 0x80) && text.All(c => c < 0x100);
        if (!isLatin || Encodings.Find("gb18030") is not { } chinese)
        {
            return text;
        }

        var recovered = chinese.GetString(Latin1.GetBytes(text));
        return recovered.IndexOf('\uFFFD') < 0 && recovered.Any(c => c is >= '\u4E00' and <= '\u9FFF') ? recovered : text;
    }
}
