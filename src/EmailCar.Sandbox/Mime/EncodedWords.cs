using System.Text;
using System.Text.RegularExpressions;

namespace EmailCar.Sandbox.Mime;

/// <summary>Decodes encoded words in a header (RFC 2047).</summary>
internal static class EncodedWords
{
    private static readonly Regex Word = new(@"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?\s]*)\?=", RegexOptions.CultureInvariant);

    /// <summary>
    /// Decodes a header. Adjacent words with the same encoding are decoded together, because some programs split characters.
    /// </summary>
    public static string Decode(string value)
    {
        var text = new StringBuilder();
        var pending = new List<byte>();
        var charset = "";
        var end = 0;
        foreach (Match word in Word.Matches(value))
        {
            var between = value.Substring(end, word.Index - end);
            var isNeighbour = end > 0 && string.IsNullOrWhiteSpace(between);
            if (!isNeighbour || !charset.Equals(word.Groups[1].Value, StringComparison.OrdinalIgnoreCase))
            {
                Flush(text, pending, charset);
                charset = word.Groups[1].Value;
            }

            text.Append(isNeighbour ? "" : between);
            var bytes = Encoding.UTF8.GetBytes(word.Groups[3].Value);
            pending.AddRange(word.Groups[2].Value is "B" or "b"
                ? TransferEncoding.Base64(bytes, 0, bytes.Length)
                : TransferEncoding.QuotedPrintable(bytes, 0, bytes.Length, isWord: true));
            end = word.Index + word.Length;
        }

        Flush(text, pending, charset);
        return text.Append(value, end, value.Length - end).ToString();
    }

    private static void Flush(StringBuilder text, List<byte> pending, string charset)
    {
        text.Append(Charset.Decode([.. pending], 0, pending.Count, charset));
        pending.Clear();
    }
}
