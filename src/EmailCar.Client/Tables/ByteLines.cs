namespace EmailCar.Tables;

/// <summary>The lines of a text as bytes, each with its line feed. In encodings that extend ASCII, a line feed is never part of another character.</summary>
internal sealed class ByteLines(Stream file)
{
    private int _length;

    public byte[] Buffer { get; private set; } = new byte[128 * 1024];

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool IsLast { get; private set; }

    public bool Read()
    {
        Start = End;
        var searched = Start;
        while (true)
        {
            var found = Array.IndexOf(Buffer, (byte)'\n', searched, _length - searched);
            if (found >= 0)
            {
                End = found + 1;
                return true;
            }

            // The bytes that were already searched are now at the start of the buffer.
            searched = _length - Start;
            if (!Fill())
            {
                End = _length;
                IsLast = true;
                return Start < End;
            }
        }
    }

    /// <summary>Reads more bytes after the incomplete line; false at the end of the file.</summary>
    private bool Fill()
    {
        var kept = _length - Start;
        if (kept == Buffer.Length)
        {
            var longer = Buffer;
            Array.Resize(ref longer, Buffer.Length * 2);
            Buffer = longer;
        }

        Array.Copy(Buffer, Start, Buffer, 0, kept);
        Start = 0;
        _length = kept;
        var read = file.Read(Buffer, kept, Buffer.Length - kept);
        _length += read;
        return read > 0;
    }
}
