using System.Text;

namespace EmailCar.Sandbox.Service;

/// <summary>
/// MD5 (RFC 1321), for the form of the password that the service accepts. Implemented here because the platform's implementation does
/// not work on machines with the FIPS policy.
/// </summary>
internal static class Md5
{
    private static readonly int[] Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)(Math.Abs(Math.Sin(i)) * 4294967296))];

    /// <summary>Returns the hash of the text's UTF-8 bytes as 32 lowercase hexadecimal digits.</summary>
    public static string Hex(string text)
    {
        var message = Pad(Encoding.UTF8.GetBytes(text));
        uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        for (var block = 0; block < message.Length; block += 64)
        {
            Mix(state, message, block);
        }

        return string.Concat(state.SelectMany(BitConverter.GetBytes).Select(b => $"{b:x2}"));
    }

    private static byte[] Pad(byte[] message)
    {
        var padded = new byte[(message.Length + 8) / 64 * 64 + 64];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BitConverter.GetBytes(message.Length * 8L).CopyTo(padded, padded.Length - 8);
        return padded;
    }

    private static void Mix(uint[] state, byte[] message, int block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 64; i++)
        {
            var (mixed, word) = (i / 16) switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | ~d), 7 * i % 16),
            };
            var sum = unchecked(a + mixed + Sines[i] + BitConverter.ToUInt32(message, block + 4 * word));
            var shift = Shifts[i / 16 * 4 + i % 4];
            (a, b, c, d) = (d, unchecked(b + ((sum << shift) | (sum >> (32 - shift)))), b, c);
        }

        unchecked
        {
            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
        }
    }
}
