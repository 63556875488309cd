using System.Text;

namespace EmailCar.Tables;

/// <summary>UTF-16: whether a text without a byte order mark is in it, and whether it is still in step.</summary>
internal static class UnmarkedUtf16
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Characters in a row that are two of ASCII each, as an address appended in another encoding is.</summary>
    private const int SuspiciousRun = 8;

    /// <summary>UTF-16 by its zeros: a list has line breaks, delimiters and addresses in ASCII. Null when it is none.</summary>
    public static Encoding? Find(byte[] start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            var isZero = start[i] == 0 ? 1 : 0;
            even += i % 2 == 0 ? isZero : 0;
            odd += i % 2 == 0 ? 0 : isZero;
        }

        // Of one kind there are many, of the other hardly any.
        var many = start.Length / 10;
        return odd > many && even * 20 <= odd ? Encoding.Unicode
            : even > many && odd * 20 <= even ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>
    /// True when the text is out of step from somewhere on, since a byte is missing or too many, or goes on in another encoding:
    /// then its line breaks are no line breaks any more, and rows would be lost in each other.
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
