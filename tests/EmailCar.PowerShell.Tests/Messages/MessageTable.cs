using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests.Messages;

/// <summary>The messages of one language, filled with the sample values of samples.txt.</summary>
internal sealed class MessageTable
{
    private static readonly string Samples = Path.Combine(HostedEngine.RepositoryRoot, "tests/EmailCar.PowerShell.Tests/Messages/samples.txt");

    private readonly Dictionary<string, string> _texts;
    private readonly Dictionary<string, string[]> _values;
    private readonly CultureInfo _culture;

    public MessageTable(string file, string culture)
    {
        _culture = CultureInfo.GetCultureInfo(culture);
        var data = XDocument.Load(Path.Combine(HostedEngine.RepositoryRoot, "src/EmailCar.PowerShell", file)).Descendants("data").ToArray();
        Names = [.. data.Select(d => d.Attribute("name")!.Value)];
        _texts = data.ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
        _values = File.ReadLines(Samples).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1].Split(" | "));
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The messages that have sample values.</summary>
    public IEnumerable<string> SampledNames => _values.Keys;

    public string Text(string name) => _texts[name];

    /// <summary>Returns the distinct placeholders of a message, such as {0} and {1:0.#}.</summary>
    public string[] Places(string name) => [.. Regex.Matches(_texts[name], @"\{\d+[^{}]*\}").Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Returns the message as the user sees it.</summary>
    public string Render(string name)
    {
        var places = Places(name);
        if (places.Length == 0)
        {
            return _texts[name]; // shown unchanged: braces in it belong to a tag
        }

        var formats = places.ToDictionary(p => int.Parse(p.Trim('{', '}').Split(':')[0], CultureInfo.InvariantCulture), p => p.Trim('{', '}').Split(':', 2)[1..].SingleOrDefault() ?? "");
        var values = _values.GetValueOrDefault(name) ?? [.. Enumerable.Range(0, formats.Keys.Max() + 1).Select(i => Generic(formats.GetValueOrDefault(i, "")))];
        return string.Format(_culture, _texts[name], [.. values.Select((value, i) => Value(value, formats.GetValueOrDefault(i, "")))]);
    }

    private static string Generic(string format) => format.Length == 0 ? "…" : format.Contains('0', StringComparison.Ordinal) ? "5" : "2026-05-12";

    private object Value(string value, string format) =>
        value.StartsWith('@') && _texts.ContainsKey(value[1..]) ? Render(value[1..])
        : format.Length == 0 ? value
        : double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number
        : DateTime.Parse(value, CultureInfo.InvariantCulture);
}
