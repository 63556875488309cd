using System.Text;

namespace EmailCar.Tables;

/// <summary>Detects UTF-16 without a byte order mark, and text that is no longer aligned to two bytes.</summary>
internal static class UnmarkedUtf16
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The number of consecutive characters that are two ASCII bytes each, as in an address appended in another encoding.</summary>
    private const int SuspiciousRun = 8;

    /// <summary>Detects UTF-16 by its zero bytes: a list has line breaks, delimiters and addresses in ASCII. Null if it is not UTF-16.</summary>
    public static Encoding? Find(byte[] start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            var isZero = start[i] == 0 ? 1 : 0;
            even += i % 2 == 0 ? isZero : 0;
            odd += i % 2 == 0 ? 0 : isZero;
        }

        // One kind of zero is frequent, and the other is rare.
        var many = start.Length / 10;
        return odd > many && even * 20 <= odd ? Encoding.Unicode
            : even > many && odd * 20 <= even ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>
    /// Returns whether the text is misaligned from some position on, because a byte is missing or extra, or because it continues in another
    /// encoding. Its line breaks are then not recognized, and rows would be merged and lost.
    /// </summary>
    public static bool IsBroken(Stream file, bool isBigEndian)
    {
        file.Position = 0;
        var bytes = new byte[BufferSize];
        var run = 0;
        var hasAt = false;
        int length;
        while ((length = FileKind.ReadFully(file, bytes)) > 0)
        {
            for (var i = 0; i + 1 < length; i += 2)
            {
                var (high, low) = isBigEndian ? (bytes[i], bytes[i + 1]) : (bytes[i + 1], bytes[i]);
                if (((high is 0x0A or 0x0D) && low is 0 or 0x0A or 0x0D) && high != low)
                {
                    return true;
                }

                var isPair = high is >= 0x20 and < 0x7F && low is >= 0x20 and < 0x7F;
                hasAt = isPair && (hasAt || high == '@' || low == '@');
                run = isPair ? run + 1 : 0;
                if (run >= SuspiciousRun && hasAt)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
