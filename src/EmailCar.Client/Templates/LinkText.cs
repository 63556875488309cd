using System.Text;

namespace EmailCar.Templates;

/// <summary>
/// Text as part of a link: percent-encoded (RFC 3986, section 2.1) in UTF-8, all but letters, digits and <c>-._~</c>.
/// Uri.EscapeDataString is not used: .NET Framework refuses long texts and lone surrogates, and encodes fewer characters.
/// </summary>
internal static class LinkText
{
    private const string Digits = "0123456789ABCDEF";

    /// <summary>The text itself when it needs no encoding.</summary>
    public static string Encode(string text)
    {
        if (text.All(IsUnreserved))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length * 3);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (IsUnreserved((char)octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(Digits[octet >> 4]).Append(Digits[octet & 15]);
            }
        }

        return encoded.ToString();
    }

    private static bool IsUnreserved(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~';
}
