using System.Globalization;
using System.Text;

namespace EmailCar.Testing;

/// <summary>One request as it came over the wire.</summary>
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

    /// <summary>Request line and headers, to the letter.</summary>
    public string Head { get; }

    /// <summary>The request line.</summary>
    public string Line => _lines[0];

    /// <summary>The path asked for, also when the request line names a whole address, as to a proxy.</summary>
    public string Path
    {
        get
        {
            var target = Line.Split(' ')[1];
            return target[0] != '/' && Uri.TryCreate(target, UriKind.Absolute, out var address) ? address.PathAndQuery : target;
        }
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>The body, to the letter.</summary>
    public string BodyText => Encoding.ASCII.GetString(Body);

    /// <summary>The form's fields, decoded, in the order they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => RawForm.Decode(Body);

    /// <summary>The names of the form's fields, in the order they came.</summary>
    public IEnumerable<string> FieldNames => Fields.Select(f => f.Key);

    /// <summary>Which connection it came over, from 1.</summary>
    public int Connection { get; }

    /// <summary>When its head was read, since the server was started.</summary>
    public TimeSpan Arrival { get; }

    /// <summary>How long the body is said to be.</summary>
    public int ContentLength => int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>A field of the form, which has it exactly once.</summary>
    public string this[string name] => Fields.Single(f => f.Key == name).Value;

    /// <summary>A header; null when it did not come.</summary>
    public string? Header(string name)
    {
        var start = name + ":";
        return _lines.Skip(1).FirstOrDefault(l => l.StartsWith(start, StringComparison.OrdinalIgnoreCase))?.Substring(start.Length).Trim();
    }
}
