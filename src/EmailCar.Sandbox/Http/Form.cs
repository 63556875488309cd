using System.Text;

namespace EmailCar.Sandbox.Http;

/// <summary>The fields of an application/x-www-form-urlencoded body.</summary>
internal sealed class Form
{
    // Strict, so that a client that sends GBK fails here instead of sending wrong characters to customers.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The value of the field; empty if it was not sent. If a field was sent twice, the last value is used.</summary>
    public string this[string name] => _fields.TryGetValue(name, out var value) ? value : "";

    /// <summary>All fields, in their order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>Parses a body of any size in one pass; its bytes are overwritten.</summary>
    /// <exception cref="DecoderFallbackException">The body is not UTF-8.</exception>
    public static Form Parse(byte[] body, int length)
    {
        var form = new Form();
        var start = 0;
        while (start < length)
        {
            var end = Find(body, '&', start, length);
            if (end > start)
            {
                var equals = Find(body, '=', start, end);
                form._fields[Decode(body, start, equals)] = equals < end ? Decode(body, equals + 1, end) : "";
            }

            start = end + 1;
        }

        return form;
    }

    private static int Find(byte[] body, char wanted, int start, int end)
    {
        var found = Array.IndexOf(body, (byte)wanted, start, end - start);
        return found < 0 ? end : found;
    }

    // Decoded text is never longer than its encoded form, so it can be decoded in place.
    private static string Decode(byte[] body, int start, int end)
    {
        var written = start;
        for (var read = start; read < end; read++)
        {
            var value = body[read];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%' && read + 2 < end && HexDigit(body[read + 1]) is var high and >= 0 && HexDigit(body[read + 2]) is var low and >= 0)
            {
                value = (byte)((high << 4) | low);
                read += 2;
            }

            body[written++] = value;
        }

        return Utf8.GetString(body, start, written - start);
    }

    private static int HexDigit(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        _ => -1,
    };
}
