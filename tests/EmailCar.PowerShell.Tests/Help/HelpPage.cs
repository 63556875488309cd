using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests.Help;

/// <summary>A help page in the platyPS schema, split into its parts.</summary>
/// <param name="Name">The cmdlet's name, from the page's heading.</param>
/// <param name="Synopsis">The purpose, in one sentence.</param>
/// <param name="Description">The full description.</param>
/// <param name="Syntax">One line per parameter set, by the name of the set; the default set ends with (Default).</param>
/// <param name="Examples">The examples.</param>
/// <param name="Parameters">All parameters except the common ones, in the order of the page.</param>
/// <param name="Inputs">The input types and their texts.</param>
/// <param name="Outputs">The output types and their texts.</param>
/// <param name="Notes">Additional information.</param>
/// <param name="Links">Text and target.</param>
internal sealed record HelpPage(
    string Name,
    string Synopsis,
    string Description,
    IReadOnlyDictionary<string, string> Syntax,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpEntry> Inputs,
    IReadOnlyList<HelpEntry> Outputs,
    string Notes,
    IReadOnlyList<HelpEntry> Links)
{
    public static string Docs { get; } = Path.Combine(HostedEngine.RepositoryRoot, "docs");

    /// <summary>The folders in docs that have pages.</summary>
    public static IReadOnlyList<string> Cultures { get; } =
        [.. Directory.GetDirectories(Docs).Where(d => Files(d).Length > 0).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<HelpPage> All(string culture) =>
        [.. Files(Path.Combine(Docs, culture)).Order(StringComparer.Ordinal).Select(f => Parse(File.ReadAllText(f).ReplaceLineEndings("\n")))];

    public static HelpPage Parse(string text)
    {
        var sections = Sections(text, "## ").ToDictionary(s => s.Name, s => s.Text);
        return new HelpPage(
            Regex.Match(text, @"^# (.+)$", RegexOptions.Multiline).Groups[1].Value,
            sections["SYNOPSIS"],
            sections["DESCRIPTION"],
            Sections(sections["SYNTAX"], "### ").ToDictionary(s => s.Name, s => Regex.Replace(Fence(s.Text, ""), @"\s+", " ")),
            [.. Sections(sections["EXAMPLES"], "### ").Select(HelpExample.Parse)],
            [.. Sections(sections["PARAMETERS"], "### ").Where(s => s.Name.StartsWith('-')).Select(HelpParameter.Parse)],
            Sections(sections["INPUTS"], "### "),
            Sections(sections["OUTPUTS"], "### "),
            sections["NOTES"],
            [.. Regex.Matches(sections["RELATED LINKS"], @"\[([^\]]+)\]\(([^)]+)\)").Select(m => new HelpEntry(m.Groups[1].Value, m.Groups[2].Value))]);
    }

    /// <summary>Returns the text of the first code block in this language; empty if there is none.</summary>
    public static string Fence(string text, string language) =>
        Regex.Match(text, $@"^```{language}\n(.*?)\n?^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    /// <summary>Returns the text outside of code blocks.</summary>
    public static string Prose(string text) =>
        Regex.Replace(text, @"^```.*?^```", "", RegexOptions.Multiline | RegexOptions.Singleline).Trim();

    private static List<HelpEntry> Sections(string text, string mark)
    {
        var sections = new List<HelpEntry>();
        var isCode = false;
        foreach (var line in text.Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith(mark, StringComparison.Ordinal))
            {
                sections.Add(new HelpEntry(line[mark.Length..].Trim(), ""));
            }
            else if (sections.Count > 0)
            {
                sections[^1] = sections[^1] with { Text = $"{sections[^1].Text}{line}\n" };
            }
        }

        return [.. sections.Select(s => s with { Text = s.Text.Trim() })];
    }

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*-EmailCar*.md");
}

/// <summary>A name and its text.</summary>
internal sealed record HelpEntry(string Name, string Text);

/// <summary>An example: its heading, its code, and its text.</summary>
internal sealed record HelpExample(string Title, string Code, string Text)
{
    public static HelpExample Parse(HelpEntry section) =>
        new(section.Name, HelpPage.Fence(section.Text, "powershell"), HelpPage.Prose(section.Text));
}

/// <summary>A parameter: its text and its facts.</summary>
internal sealed record HelpParameter(string Name, string Text, ParameterFacts Facts)
{
    public static HelpParameter Parse(HelpEntry section) =>
        new(section.Name[1..], HelpPage.Prose(section.Text), ParameterFacts.Parse(HelpPage.Fence(section.Text, "yaml")));
}
