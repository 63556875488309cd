using System.Globalization;

namespace EmailCar.Sandbox.Smtp;

/// <summary>The argument of MAIL or RCPT: an address in angle brackets, and parameters (RFC 5321, 4.1.2).</summary>
internal sealed class SmtpPath
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private SmtpPath(string address) => Address = address;

    /// <summary>The address without brackets; empty for the sender of a bounce message.</summary>
    public string Address { get; }

    /// <summary>The names of the parameters.</summary>
    public IEnumerable<string> Parameters => _parameters.Keys;

    /// <summary>The declared size of the message in bytes; null if there is none, or if it is not a number.</summary>
    public long? Size => _parameters.TryGetValue("SIZE", out var size)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    /// <summary>Parses the text after the command. Returns null if it is not a path.</summary>
    /// <param name="argument">For example <c>FROM:&lt;a@example.com&gt; SIZE=1000</c>.</param>
    /// <param name="keyword"><c>FROM</c> or <c>TO</c>.</param>
    public static SmtpPath? Parse(string argument, string keyword)
    {
        var text = argument.TrimStart();
        if (!text.StartsWith(keyword + ":", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        text = text.Substring(keyword.Length + 1).Trim();
        var end = text.IndexOf('>');
        if (end < 0 || text[0] != '<' || text.LastIndexOf('<') > 0 || (end + 1 < text.Length && text[end + 1] != ' '))
        {
            return null;
        }

        var path = new SmtpPath(text.Substring(1, end - 1));
        foreach (var parameter in text.Substring(end + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=');
            path._parameters[equals < 0 ? parameter : parameter.Substring(0, equals)] = equals < 0 ? "" : parameter.Substring(equals + 1);
        }

        return path;
    }
}
