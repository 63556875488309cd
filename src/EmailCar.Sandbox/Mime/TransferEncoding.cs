namespace EmailCar.Sandbox.Mime;

/// <summary>Decodes Content-Transfer-Encoding (RFC 2045). Invalid input is decoded as far as possible.</summary>
internal static class TransferEncoding
{
    public static byte[] Decode(byte[] bytes, int start, int end, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(bytes, start, end),
        "quoted-printable" => QuotedPrintable(bytes, start, end, isWord: false),
        _ => bytes.AsSpan(start, end - start).ToArray(),
    };

    /// <summary>Decodes Base64. Ignores other characters, as RFC 2045 requires.</summary>
    public static byte[] Base64(byte[] bytes, int start, int end)
    {
        var decoded = new byte[((end - start) * 3L / 4) + 3];
        var (length, bits, count) = (0, 0, 0);
        for (var i = start; i < end && bytes[i] != '='; i++)
        {
            if (Digit(bytes[i]) is var digit and >= 0)
            {
                (bits, count) = ((bits << 6) | digit, count + 6);
                if (count >= 8)
                {
                    count -= 8;
                    decoded[length++] = (byte)(bits >> count);
                }
            }
        }

        Array.Resize(ref decoded, length);
        return decoded;
    }

    /// <param name="bytes">The buffer with the content.</param>
    /// <param name="start">The position of its first byte.</param>
    /// <param name="end">The position after its last byte.</param>
    /// <param name="isWord">True within a header, where a space is written as an underscore (RFC 2047).</param>
    public static byte[] QuotedPrintable(byte[] bytes, int start, int end, bool isWord)
    {
        var decoded = new byte[end - start];
        var length = 0;
        for (var i = start; i < end; i++)
        {
            if (bytes[i] == '=' && i + 2 < end && Hex(bytes[i + 1]) is var high and >= 0 && Hex(bytes[i + 2]) is var low and >= 0)
            {
                decoded[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else if (bytes[i] == '=' && i + 1 < end && bytes[i + 1] is (byte)'\r' or (byte)'\n')
            {
                i += bytes[i + 1] == '\r' && i + 2 < end && bytes[i + 2] == '\n' ? 2 : 1;
            }
            else
            {
                decoded[length++] = isWord && bytes[i] == '_' ? (byte)' ' : bytes[i];
            }
        }

        Array.Resize(ref decoded, length);
        return decoded;
    }

    public static int Hex(int value) => value switch
    {
        >= '0' and <= '9' => value - '0',
        >= 'a' and <= 'f' => value - 'a' + 10,
        >= 'A' and <= 'F' => value - 'A' + 10,
        _ => -1,
    };

    private static int Digit(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => value - 'A',
        >= (byte)'a' and <= (byte)'z' => value - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => value - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
