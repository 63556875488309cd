using System.Text;

namespace EmailCar.Tables;

/// <summary>
/// A text whose lines are checked before they are decoded. In a line that does not match the encoding, or that was written in
/// another one, everything that is not ASCII is replaced with U+FFFD, so that a message can name the row.
/// </summary>
internal sealed class CheckedLines(Stream file, Encoding encoding) : TextReader
{
    /// <summary>The length of the byte order mark of UTF-8, in bytes.</summary>
    private const int MarkLength = 3;

    private readonly ByteLines _lines = new(file);
    private readonly bool _isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage;
    private readonly Encoding _encoding = TextEncoding.WithReplacement(encoding);
    private bool _isBehindMark;
    private string _line = "";
    private int _position;

    public override int Peek() => Fill() ? _line[_position] : -1;

    public override int Read() => Fill() ? _line[_position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || !Fill())
        {
            return 0;
        }

        var length = Math.Min(count, _line.Length - _position);
        _line.CopyTo(_position, buffer, index, length);
        _position += length;
        return length;
    }

    private bool Fill()
    {
        while (_position == _line.Length)
        {
            if (!_lines.Read())
            {
                return false;
            }

            _line = Decode();
            _position = 0;
        }

        return true;
    }

    private string Decode()
    {
        var (bytes, start, length) = (_lines.Buffer, _lines.Start, _lines.End - _lines.Start);
        if (!_isBehindMark && _isUtf8 && length >= MarkLength && bytes[start] == 0xEF && bytes[start + 1] == 0xBB && bytes[start + 2] == 0xBF)
        {
            start += MarkLength;
            length -= MarkLength;
        }

        _isBehindMark = true;
        var facts = LineScan.Of(bytes, start, _lines.End, _lines.IsLast);
        if (facts.IsAscii || (_isUtf8 ? facts.FitsUtf8 : facts.FitsGb))
        {
            return _encoding.GetString(bytes, start, length);
        }

        // A no-break space from a web page counts as a blank, even if its encoding differs.
        var isBlanksOnly = _isUtf8 && !facts.HasNul && facts.Utf8Invalid > 0 && facts.Utf8Invalid == facts.LoneNoBreakSpaces;
        return isBlanksOnly ? WithBlanks(bytes, start, length) : Masked(bytes, start, length);
    }

    private string WithBlanks(byte[] bytes, int start, int length)
    {
        var copy = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var isLone = bytes[start + i] == 0xA0 && (i == 0 || bytes[start + i - 1] < 0x80) && (i + 1 == length || bytes[start + i + 1] < 0x80);
            copy[i] = isLone ? (byte)' ' : bytes[start + i];
        }

        return _encoding.GetString(copy);
    }

    private static string Masked(byte[] bytes, int start, int length)
    {
        var text = new StringBuilder(length);
        for (var i = start; i < start + length; i++)
        {
            if (bytes[i] is > 0 and < 0x80)
            {
                text.Append((char)bytes[i]);
            }
            else if (text.Length == 0 || text[text.Length - 1] != '\uFFFD')
            {
                text.Append('\uFFFD');
            }
        }

        return text.ToString();
    }
}
