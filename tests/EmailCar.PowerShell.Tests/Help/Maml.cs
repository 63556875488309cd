using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EmailCar.PowerShell.Tests.Help;

/// <summary>The file that Get-Help reads, split into its parts.</summary>
internal sealed class Maml
{
    public const string FileName = "EmailCar.PowerShell.dll-Help.xml";

    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XElement _command;

    private Maml(XElement command) => _command = command;

    public string Name => _command.Element(Command + "details")!.Element(Command + "name")!.Value;

    public string Synopsis => Paragraphs(_command.Element(Command + "details")!.Element(Text + "description"));

    public string Description => Paragraphs(_command.Element(Text + "description"));

    public string Notes => Paragraphs(_command.Element(Text + "alertSet")!.Element(Text + "alert"));

    public IEnumerable<HelpEntry> Inputs => Types("inputTypes", "inputType");

    public IEnumerable<HelpEntry> Outputs => Types("returnValues", "returnValue");

    public IEnumerable<string> Links => _command.Element(Command + "relatedLinks")!.Elements().Select(l => l.Element(Text + "linkText")!.Value);

    public IEnumerable<HelpExample> Examples => _command.Element(Command + "examples")!.Elements().Select(e => new HelpExample(
        e.Element(Text + "title")!.Value.Trim('-', ' '),
        e.Element(Dev + "code")!.Value,
        Paragraphs(e.Element(Text + "introduction")) + Paragraphs(e.Element(Dev + "remarks"))));

    /// <summary>Each parameter, in the form of <see cref="FactsOf"/>, with its text.</summary>
    public IEnumerable<HelpEntry> Parameters => _command.Element(Command + "parameters")!.Elements().Select(p => new HelpEntry(
        $"{p.Element(Text + "name")!.Value}: {Facts(p)}", Paragraphs(p.Element(Text + "description"))));

    /// <summary>The parameters of each parameter set, in the form of <see cref="FactsOf"/>, with the only values they may have.</summary>
    public IEnumerable<string[]> Syntax => _command.Element(Command + "syntax")!.Elements().Select(item => item.Elements(Command + "parameter")
        .Select(p => $"{p.Element(Text + "name")!.Value}: {Facts(p)} [{string.Join(", ", p.Elements(Command + "parameterValueGroup").Elements().Select(v => v.Value))}]")
        .ToArray());

    public static IReadOnlyList<Maml> All(string culture) =>
        [.. XDocument.Load(Path.Combine(HelpPage.Docs, culture, FileName)).Root!.Elements(Command + "command").Select(c => new Maml(c))];

    /// <summary>Returns the facts of a parameter in the MAML, on one line.</summary>
    public static string FactsOf(ParameterFacts facts)
    {
        var flags = new[] { "ByValue", "ByPropertyName" }.Where(f => facts.Sets.Contains(f, StringComparison.Ordinal)).ToArray();
        return string.Join(
            "; ",
            facts.Type,
            facts.Default.Length == 0 ? "None" : facts.Default,
            facts.AcceptsWildcards ? "wildcards" : "no wildcards",
            facts.Aliases.Length == 0 ? "none" : facts.Aliases,
            facts.Sets.Contains(" required", StringComparison.Ordinal) ? "required" : "optional",
            Regex.Match(facts.Sets, @" (Named|\d+)").Groups[1].Value,
            flags.Length == 0 ? "false" : $"true ({string.Join(", ", flags)})");
    }

    /// <summary>Returns a text without Markdown and without line breaks.</summary>
    public static string Plain(string markdown) =>
        Regex.Replace(Regex.Replace(markdown, @"\[([^\]]+)\]\((https?:[^)]+)\)", "$1($2)"), @"[\s`]|\*\*", "");

    private static string Facts(XElement parameter) => string.Join(
        "; ",
        parameter.Element(Dev + "type")!.Element(Text + "name")!.Value,
        parameter.Element(Dev + "defaultValue")!.Value,
        parameter.Attribute("globbing")!.Value == "true" ? "wildcards" : "no wildcards",
        parameter.Attribute("aliases")!.Value,
        parameter.Attribute("required")!.Value == "true" ? "required" : "optional",
        parameter.Attribute("position")!.Value is "named" ? "Named" : parameter.Attribute("position")!.Value,
        parameter.Attribute("pipelineInput")!.Value);

    private static string Paragraphs(XElement? element) => string.Concat(element?.Elements(Text + "para").Select(p => Plain(p.Value)) ?? []);

    private IEnumerable<HelpEntry> Types(string list, string item) => _command.Element(Command + list)!.Elements(Command + item)
        .Select(t => new HelpEntry(t.Element(Dev + "type")!.Element(Text + "name")!.Value, Paragraphs(t.Element(Text + "description"))));
}
