using System.Text;

namespace EmailCar.Http;

/// <summary>
/// An application/x-www-form-urlencoded body in UTF-8. FormUrlEncodedContent is not used, because on .NET Framework it
/// throws for 65,520 characters or more, which is only a short newsletter.
/// </summary>
internal sealed class FormBody
{
    private const string Hex = "0123456789ABCDEF";
    private readonly List<(string Name, string Value)> _fields = [];
    private int _length;

    /// <summary>Adds a field; null is omitted.</summary>
    public FormBody Add(string name, string? value)
    {
        if (value is not null)
        {
            _fields.Add((name, value));
            _length += value.Length;
        }

        return this;
    }

    /// <summary>Returns the bytes of the body.</summary>
    public byte[] ToArray()
    {
        // Encoding makes HTML about half as long again; growing the buffer step by step would take several times the memory.
        using var bytes = new MemoryStream(2 * _length);
        foreach (var (name, value) in _fields)
        {
            if (bytes.Length > 0)
            {
                bytes.WriteByte((byte)'&');
            }

            Write(bytes, name);
            bytes.WriteByte((byte)'=');
            Write(bytes, value);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, string text)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsUnreserved(value))
            {
                bytes.WriteByte(value);
            }
            else if (value == ' ')
            {
                bytes.WriteByte((byte)'+');
            }
            else
            {
                bytes.WriteByte((byte)'%');
                bytes.WriteByte((byte)Hex[value >> 4]);
                bytes.WriteByte((byte)Hex[value & 15]);
            }
        }
    }

    private static bool IsUnreserved(byte value) =>
        value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9')
            or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'*';
}
