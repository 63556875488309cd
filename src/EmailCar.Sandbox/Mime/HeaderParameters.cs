using System.Globalization;
using System.Text;

namespace EmailCar.Sandbox.Mime;

/// <summary>A header such as <c>attachment; filename="a.pdf"</c>: a value, and parameters (RFC 2045, RFC 2231).</summary>
internal sealed class HeaderParameters
{
    private readonly Dictionary<string, string> _raw = new(StringComparer.OrdinalIgnoreCase);

    public HeaderParameters(string header)
    {
        var pieces = Split(header);
        Value = pieces[0].Trim();
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=');
            if (equals > 0)
            {
                _raw[piece.Substring(0, equals).Trim()] = Unquoted(piece.Substring(equals + 1).Trim());
            }
        }
    }

    /// <summary>The text before the first semicolon.</summary>
    public string Value { get; }

    /// <summary>The decoded value of a parameter; empty if there is none.</summary>
    public string this[string name] =>
        _raw.TryGetValue(name + "*", out var extended) ? Extended(extended)
        : _raw.ContainsKey(name + "*0") || _raw.ContainsKey(name + "*0*") ? Continued(name)
        : _raw.TryGetValue(name, out var plain) ? EncodedWords.Decode(plain)
        : "";

    /// <summary>Splits a header at semicolons outside of quotes.</summary>
    private static List<string> Split(string header)
    {
        var pieces = new List<string>();
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < header.Length; i++)
        {
            if (isQuoted && header[i] == '\\')
            {
                i++;
            }
            else if (header[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (header[i] == ';' && !isQuoted)
            {
                pieces.Add(header.Substring(start, i - start));
                start = i + 1;
            }
        }

        pieces.Add(header.Substring(start));
        return pieces;
    }

    internal static string Unquoted(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[value.Length - 1] != '"')
        {
            return value;
        }

        var text = new StringBuilder();
        for (var i = 1; i < value.Length - 1; i++)
        {
            i += value[i] == '\\' && i + 1 < value.Length - 1 ? 1 : 0;
            text.Append(value[i]);
        }

        return text.ToString();
    }

    private string Continued(string name)
    {
        var pieces = new List<(string Text, bool IsEncoded)>();
        for (var i = 0; ; i++)
        {
            var key = name + "*" + i.ToString(CultureInfo.InvariantCulture);
            if (_raw.TryGetValue(key + "*", out var encoded))
            {
                pieces.Add((encoded, true));
            }
            else if (_raw.TryGetValue(key, out var plain))
            {
                pieces.Add((plain, false));
            }
            else
            {
                break;
            }
        }

        // The first part names the encoding of all parts; a character may be split between two parts.
        var (charset, rest) = pieces[0].IsEncoded ? Charsets(pieces[0].Text) : ("", pieces[0].Text);
        pieces[0] = (rest, pieces[0].IsEncoded);
        return Decoded(pieces.SelectMany(piece => piece.IsEncoded ? Unescaped(piece.Text) : [.. Encoding.UTF8.GetBytes(piece.Text)]), charset);
    }

    private static string Extended(string value)
    {
        var (charset, rest) = Charsets(value);
        return Decoded(Unescaped(rest), charset);
    }

    private static (string Charset, string Text) Charsets(string value)
    {
        var parts = value.Split(['\''], 3);
        return parts.Length == 3 ? (parts[0], parts[2]) : ("", value);
    }

    private static string Decoded(IEnumerable<byte> bytes, string charset)
    {
        byte[] all = [.. bytes];
        return Charset.Decode(all, 0, all.Length, charset);
    }

    private static List<byte> Unescaped(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && TransferEncoding.Hex(text[i + 1]) is var high and >= 0 && TransferEncoding.Hex(text[i + 2]) is var low and >= 0)
            {
                bytes.Add((byte)((high << 4) | low));
                i += 2;
            }
            else
            {
                bytes.Add(text[i]);
            }
        }

        return bytes;
    }
}
