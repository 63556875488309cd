namespace EmailCar.Settings;

/// <summary>
/// MD5 (RFC 1321), which the service requires. The framework's implementation does not work on Windows machines with the
/// FIPS policy, where many scheduled tasks run.
/// </summary>
internal static class Md5Digest
{
    private static readonly int[] Rotations =
    [
        7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21,
    ];

    private static readonly uint[] Sines = MakeSines();

    /// <summary>Returns the digest as 32 lowercase hexadecimal digits.</summary>
    public static string Hex(byte[] message)
    {
        uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        var padded = Pad(message);
        for (var offset = 0; offset < padded.Length; offset += 64)
        {
            Mix(state, padded, offset);
        }

        Array.Clear(padded, 0, padded.Length);
        var hex = new char[32];
        for (var i = 0; i < 16; i++)
        {
            var value = (byte)(state[i / 4] >> (8 * (i % 4)));
            hex[2 * i] = "0123456789abcdef"[value >> 4];
            hex[(2 * i) + 1] = "0123456789abcdef"[value & 15];
        }

        return new string(hex);
    }

    private static byte[] Pad(byte[] message)
    {
        var padded = new byte[(message.Length + 8) / 64 * 64 + 64];
        Array.Copy(message, padded, message.Length);
        padded[message.Length] = 0x80;
        var bits = (ulong)message.Length * 8;
        for (var i = 0; i < 8; i++)
        {
            padded[padded.Length - 8 + i] = (byte)(bits >> (8 * i));
        }

        return padded;
    }

    private static void Mix(uint[] state, byte[] block, int offset)
    {
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        for (var i = 0; i < 64; i++)
        {
            var (mixed, word) = (i / 16) switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), (5 * i) + 1),
                2 => (b ^ c ^ d, (3 * i) + 5),
                _ => (c ^ (b | ~d), 7 * i),
            };
            var at = offset + (4 * (word % 16));
            var input = (uint)(block[at] | (block[at + 1] << 8) | (block[at + 2] << 16) | (block[at + 3] << 24));
            var sum = unchecked(a + mixed + Sines[i] + input);
            var rotation = Rotations[(4 * (i / 16)) + (i % 4)];
            (a, b, c, d) = (d, unchecked(b + ((sum << rotation) | (sum >> (32 - rotation)))), b, c);
        }

        state[0] = unchecked(state[0] + a);
        state[1] = unchecked(state[1] + b);
        state[2] = unchecked(state[2] + c);
        state[3] = unchecked(state[3] + d);
    }

    private static uint[] MakeSines()
    {
        var sines = new uint[64];
        for (var i = 0; i < sines.Length; i++)
        {
            sines[i] = (uint)(Math.Abs(Math.Sin(i + 1)) * 4294967296.0);
        }

        return sines;
    }
}
