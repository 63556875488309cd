using System.Text;

namespace EmailCar.Templates;

/// <summary>
/// Encodes text as part of a link: percent-encoded UTF-8 (RFC 3986, section 2.1), except letters, digits and <c>-._~</c>.
/// Uri.EscapeDataString is not used, because .NET Framework rejects long texts and lone surrogates, and encodes fewer characters.
/// </summary>
internal static class LinkText
{
    private const string Digits = "0123456789ABCDEF";

    /// <summary>Encodes a text. Returns the same string if nothing needs encoding.</summary>
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
