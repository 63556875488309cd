using System.Globalization;

namespace EmailCar.Sandbox.Http;

/// <summary>The request line and the headers of one request.</summary>
internal sealed class RequestHead
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target, bool isOld)
    {
        Method = method;
        var question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        Query = question < 0 ? "" : target.Substring(question + 1);
        ContentLength = 0;
        IsOld = isOld;
    }

    public string Method { get; }

    /// <summary>The path as sent, without the query.</summary>
    public string Path { get; }

    /// <summary>The text after the question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>True for HTTP/1.0, whose connections end with the response.</summary>
    public bool IsOld { get; }

    /// <summary>The length of the body in bytes.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Whether the body is chunked.</summary>
    public bool IsChunked => this["Transfer-Encoding"].Length > 0;

    public bool ExpectsContinue => this["Expect"].Equals("100-continue", StringComparison.OrdinalIgnoreCase);

    public bool KeepsAlive => !IsOld && this["Connection"].IndexOf("close", StringComparison.OrdinalIgnoreCase) < 0;

    /// <summary>The value of a header; empty if it was not sent.</summary>
    public string this[string header] => _headers.TryGetValue(header, out var value) ? value : "";

    public bool Has(string header) => _headers.ContainsKey(header);

    /// <summary>Parses a head without its final empty line. Returns null if it is not HTTP/1.0 or 1.1 in origin form.</summary>
    public static RequestHead? Parse(string text)
    {
        var lines = text.Split(["\r\n"], StringSplitOptions.None);
        var line = lines[0].Split(' ');
        if (line.Length != 3 || line[0].Length == 0 || line[1].Length == 0 || line[1][0] != '/' || line[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            return null;
        }

        var head = new RequestHead(line[0], line[1], line[2] == "HTTP/1.0");
        foreach (var header in lines.Skip(1))
        {
            if (!head.TryAdd(header))
            {
                return null;
            }
        }

        return head.TryReadLength() ? head : null;
    }

    private bool TryAdd(string header)
    {
        var colon = header.IndexOf(':');
        if (colon < 1 || char.IsWhiteSpace(header[0]) || char.IsWhiteSpace(header[colon - 1]))
        {
            return false;
        }

        var (name, value) = (header.Substring(0, colon), header.Substring(colon + 1).Trim());
        if (!_headers.TryGetValue(name, out var other))
        {
            _headers.Add(name, value);
            return true;
        }

        // Programs differ in which of two lengths or two hosts they use.
        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _headers[name] = $"{other}, {value}";
        return true;
    }

    private bool TryReadLength()
    {
        if (!Has("Content-Length"))
        {
            return true;
        }

        var isNumber = long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        ContentLength = length;
        return isNumber && !IsChunked;
    }
}
