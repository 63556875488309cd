namespace EmailCar.Sandbox.Mime;

/// <summary>A message or a part of one (RFC 5322, RFC 2046). Reads any input: parts that are not valid are read as text.</summary>
internal sealed class MimePart
{
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _end;

    public MimePart(byte[] bytes, int start, int end)
    {
        _bytes = bytes;
        _end = end;
        _start = ReadHeaders(bytes, start, end);
        ContentType = new HeaderParameters(this["Content-Type"] is { Length: > 0 } type ? type : "text/plain");
        Disposition = new HeaderParameters(this["Content-Disposition"]);
        MediaType = ContentType.Value.ToLowerInvariant();
    }

    /// <summary>The headers, unfolded but not decoded, in their order.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public HeaderParameters ContentType { get; }

    public HeaderParameters Disposition { get; }

    /// <summary>The media type in lower case, without parameters.</summary>
    public string MediaType { get; }

    /// <summary>The content without its transfer encoding.</summary>
    public byte[] Content => TransferEncoding.Decode(_bytes, _start, _end, this["Content-Transfer-Encoding"]);

    /// <summary>The content as text.</summary>
    public string Text
    {
        get
        {
            var content = Content;
            return Charset.Decode(content, 0, content.Length, ContentType["charset"]);
        }
    }

    /// <summary>A header, unfolded but not decoded; empty if there is none.</summary>
    public string this[string name] => Headers.Find(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>Returns the parts of a multipart, in their order.</summary>
    public IEnumerable<MimePart> Parts()
    {
        var boundary = ContentType["boundary"];
        int? part = null;
        for (var line = _start; line < _end && boundary.Length > 0;)
        {
            var next = NextLine(line);
            if (IsDelimiter(line, boundary, out var isLast))
            {
                if (part is { } start)
                {
                    yield return new MimePart(_bytes, start, Math.Max(start, WithoutBreak(line)));
                }

                if (isLast)
                {
                    yield break;
                }

                part = next;
            }

            line = next;
        }

        if (part is { } open)
        {
            yield return new MimePart(_bytes, open, _end);
        }
    }

    /// <returns>The position where the content begins.</returns>
    private int ReadHeaders(byte[] bytes, int start, int end)
    {
        for (var line = start; line < end;)
        {
            var next = NextLine(line);
            var text = Charset.Decode(bytes, line, WithoutBreak(next) - line);
            if (text.Length == 0)
            {
                return next;
            }

            var colon = text.IndexOf(':');
            if (text[0] is ' ' or '\t' && Headers.Count > 0)
            {
                var last = Headers[Headers.Count - 1];
                Headers[Headers.Count - 1] = new(last.Key, last.Value + " " + text.Trim());
            }
            else if (colon > 0 && text.IndexOf(' ', 0, colon) < 0)
            {
                Headers.Add(new(text.Substring(0, colon), text.Substring(colon + 1).Trim()));
            }
            else
            {
                return line;
            }

            line = next;
        }

        return end;
    }

    /// <summary>
    /// Returns whether a line is a delimiter: two dashes and the boundary, and two more dashes at the end of the last part; white space may
    /// follow.
    /// </summary>
    private bool IsDelimiter(int line, string boundary, out bool isLast)
    {
        isLast = false;
        if (_end - line < boundary.Length + 2 || _bytes[line] != '-' || _bytes[line + 1] != '-')
        {
            return false;
        }

        var rest = Charset.Decode(_bytes, line, WithoutBreak(NextLine(line)) - line).TrimEnd();
        isLast = rest == "--" + boundary + "--";
        return isLast || rest == "--" + boundary;
    }

    private int NextLine(int line)
    {
        var end = Array.IndexOf(_bytes, (byte)'\n', line, _end - line);
        return end < 0 ? _end : end + 1;
    }

    /// <summary>Returns the position before the line break that ends there, if there is one.</summary>
    private int WithoutBreak(int end)
    {
        end -= end > 0 && _bytes[end - 1] == '\n' ? 1 : 0;
        return end - (end > 0 && _bytes[end - 1] == '\r' ? 1 : 0);
    }
}
