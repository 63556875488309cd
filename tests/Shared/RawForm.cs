using System.Globalization;
using System.Text;

namespace EmailCar.Testing;

/// <summary>Parses application/x-www-form-urlencoded strictly: everything that is not plain ASCII must be escaped.</summary>
internal static class RawForm
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The bytes are not a valid form.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Decode(byte[] body)
    {
        if (body.Any(b => b is <= 32 or >= 127))
        {
            throw new FormatException("A form holds nothing but printable ASCII.");
        }

        return body.Length == 0 ? [] : [.. Encoding.ASCII.GetString(body).Split('&').Select(Field)];
    }

    private static KeyValuePair<string, string> Field(string text)
    {
        var at = text.IndexOf('=');
        return at < 0
            ? throw new FormatException($"'{text}' has no '='.")
            : new KeyValuePair<string, string>(Text(text.Substring(0, at)), Text(text.Substring(at + 1)));
    }

    private static string Text(string escaped)
    {
        var bytes = new MemoryStream();
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '%')
            {
                bytes.WriteByte(byte.Parse(escaped.Substring(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.WriteByte((byte)(escaped[i] == '+' ? ' ' : escaped[i]));
            }
        }

        return Utf8.GetString(bytes.ToArray());
    }
}
