namespace EmailCar.Sandbox.Smtp;

/// <summary>
/// Finds the end of a message, in whatever pieces it arrives, and removes the dots that were added to lines (RFC 5321, 4.5.2).
/// Only CR LF ends a line: servers that accept less have been tricked into reading one message as two.
/// </summary>
internal sealed class MessageEnd
{
    // The received part of "CR LF dot CR LF". A message begins as if a line had just ended.
    private const int LineStart = 2;
    private const int Dot = 3;
    private const int DotReturn = 4;
    private const int Complete = 5;

    private int _matched = LineStart;

    public bool IsReached => _matched == Complete;

    /// <summary>Reads bytes up to the end of the message, or all of them.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="end">The position after the last byte.</param>
    /// <param name="message">Receives the bytes of the message; null to discard them.</param>
    /// <returns>The position where reading ended.</returns>
    public int Read(byte[] buffer, int start, int end, MemoryStream? message)
    {
        var unwritten = start;
        for (var i = start; i < end; i++)
        {
            var value = buffer[i];
            if (_matched == LineStart && value == '.')
            {
                message?.Write(buffer, unwritten, i - unwritten);
                unwritten = i + 1;
                _matched = Dot;
                continue;
            }

            if (_matched == Dot && value == '\r')
            {
                unwritten = i + 1;
                _matched = DotReturn;
                continue;
            }

            if (_matched == DotReturn)
            {
                if (value == '\n')
                {
                    _matched = Complete;
                    return i + 1;
                }

                // A line that began with a dot and CR, and continues.
                message?.WriteByte((byte)'\r');
            }

            _matched = value == '\r' ? 1 : value == '\n' && _matched == 1 ? LineStart : 0;
        }

        message?.Write(buffer, unwritten, end - unwritten);
        return end;
    }
}
