using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Journal;

/// <summary>
/// The checksums at the end of the lines of version 2. Each covers its line and the checksum before it, so that a changed byte, or
/// a line that was removed, added or moved is detected: any of them could cause an email to be sent twice.
/// </summary>
internal sealed class LineSums : IDisposable
{
    /// <summary>The number of hexadecimal digits in a checksum.</summary>
    public const int Length = 8;

    private static readonly byte[] Start = Encoding.ASCII.GetBytes(",\"sum\":\"");
    private static readonly byte[] End = Encoding.ASCII.GetBytes("\"}");

    private readonly SHA256 _sha = SHA256.Create();
    private byte[] _buffer = new byte[1024];

    /// <summary>The checksum of the previous line; empty at the beginning.</summary>
    public string Last { get; set; } = "";

    /// <summary>Adds the checksum to a line.</summary>
    /// <param name="line">A JSON object without a checksum and without a line feed.</param>
    /// <returns>The line to write, with a line feed.</returns>
    public byte[] Seal(byte[] line)
    {
        var body = line.Length - 1;
        Last = Sum(line, 0, body);
        var whole = new byte[body + Start.Length + Length + End.Length + 1];
        Buffer.BlockCopy(line, 0, whole, 0, body);
        Start.CopyTo(whole, body);
        Encoding.ASCII.GetBytes(Last, 0, Length, whole, body + Start.Length);
        End.CopyTo(whole, body + Start.Length + Length);
        whole[whole.Length - 1] = (byte)'\n';
        return whole;
    }

    /// <summary>Verifies the checksum of a line.</summary>
    /// <param name="bytes">The buffer with the line.</param>
    /// <param name="from">The position of its first byte.</param>
    /// <param name="length">Its length without the line feed; trailing blanks are ignored.</param>
    /// <exception cref="FormatException">The checksum is missing or wrong.</exception>
    public void Check(byte[] bytes, int from, int length)
    {
        while (length > 0 && bytes[from + length - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            length--;
        }

        var body = length - Start.Length - Length - End.Length;
        if (body <= 0 || !Has(bytes, from + body, Start) || !Has(bytes, from + length - End.Length, End))
        {
            throw new FormatException("The checksum at the end of the line is missing.");
        }

        var sum = Encoding.ASCII.GetString(bytes, from + body + Start.Length, Length);
        if (sum != Sum(bytes, from, body))
        {
            throw new FormatException("The checksum does not match this line and the line before it.");
        }

        Last = sum;
    }

    /// <summary>Returns a line as it was before its checksum was added.</summary>
    /// <param name="bytes">The buffer with the line, whose checksum was verified.</param>
    /// <param name="from">The position of the first byte.</param>
    /// <param name="length">Its length without the line feed.</param>
    public static byte[] Unseal(byte[] bytes, int from, int length)
    {
        while (bytes[from + length - 1] != (byte)'}')
        {
            length--;
        }

        var body = length - Start.Length - Length - End.Length;
        var line = new byte[body + 1];
        Buffer.BlockCopy(bytes, from, line, 0, body);
        line[body] = (byte)'}';
        return line;
    }

    public void Dispose() => _sha.Dispose();

    private static bool Has(byte[] bytes, int at, byte[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (bytes[at + i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }

    private string Sum(byte[] bytes, int from, int length)
    {
        if (_buffer.Length < Length + length)
        {
            _buffer = new byte[2 * (Length + length)];
        }

        var start = Encoding.ASCII.GetBytes(Last, 0, Last.Length, _buffer, 0);
        Buffer.BlockCopy(bytes, from, _buffer, start, length);
        var hash = _sha.ComputeHash(_buffer, 0, start + length);
        var digits = new char[Length];
        for (var i = 0; i < Length; i++)
        {
            digits[i] = "0123456789abcdef"[(i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2]) & 15];
        }

        return new string(digits);
    }
}
