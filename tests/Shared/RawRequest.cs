using System.Globalization;
using System.Text;

namespace EmailCar.Testing;

/// <summary>A request as it was received.</summary>
internal sealed class RawRequest
{
    private readonly string[] _lines;

    public RawRequest(byte[] head, int connection, TimeSpan arrival)
    {
        Head = Encoding.ASCII.GetString(head);
        _lines = Head.Split(["\r\n"], StringSplitOptions.RemoveEmptyEntries);
        Connection = connection;
        Arrival = arrival;
    }

    /// <summary>The unchanged request line and headers.</summary>
    public string Head { get; }

    /// <summary>The request line.</summary>
    public string Line => _lines[0];

    /// <summary>The path, even if the request line contains a whole address, as for a proxy.</summary>
    public string Path
    {
        get
        {
            var target = Line.Split(' ')[1];
            return target[0] != '/' && Uri.TryCreate(target, UriKind.Absolute, out var address) ? address.PathAndQuery : target;
        }
    }

    /// <summary>The bytes of the body.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>The unchanged body.</summary>
    public string BodyText => Encoding.ASCII.GetString(Body);

    /// <summary>The decoded form fields, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => RawForm.Decode(Body);

    /// <summary>The names of the form fields, in their order.</summary>
    public IEnumerable<string> FieldNames => Fields.Select(f => f.Key);

    /// <summary>The number of the connection, from 1.</summary>
    public int Connection { get; }

    /// <summary>When its head was read, relative to the start of the server.</summary>
    public TimeSpan Arrival { get; }

    /// <summary>The declared length of the body.</summary>
    public int ContentLength => int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>The value of a form field that must occur exactly once.</summary>
    public string this[string name] => Fields.Single(f => f.Key == name).Value;

    /// <summary>Returns a header, or null if it was not sent.</summary>
    public string? Header(string name)
    {
        var start = name + ":";
        return _lines.Skip(1).FirstOrDefault(l => l.StartsWith(start, StringComparison.OrdinalIgnoreCase))?.Substring(start.Length).Trim();
    }
}
