using System.Text.RegularExpressions;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>A Markdown page: its links, the anchors that GitHub gives its headings, and its text without code.</summary>
internal sealed class Markdown
{
    private Markdown(string path)
    {
        Path = path;
        Lines = File.ReadAllLines(path);
        var isCode = false;
        var prose = new List<string>();
        foreach (var line in Lines)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (!isCode && !isFence)
            {
                prose.Add(line);
            }
        }

        Headings = [.. prose.Where(line => Regex.IsMatch(line, "^#+ "))];
        var links = Regex.Matches(string.Join("\n", prose.Select(WithoutCode)), @"\]\(([^()\s]+)\)");
        Links = [.. links.Select(m => m.Groups[1].Value).Where(target => !Regex.IsMatch(target, "^[a-z]+:"))];
        Prose = string.Join("\n", prose.Select(WithoutCode));
    }

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The headings with their number signs.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>The targets of links and images within the repository.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>The text outside code blocks and inline code.</summary>
    public string Prose { get; }

    /// <summary>
    /// The anchors, made of letters of any script, digits, hyphens and underscores; a second heading with the same text gets a number.
    /// </summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var heading in Headings)
            {
                var text = Regex.Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), @"[^\p{L}\p{N}\s_-]", "").Replace(' ', '-');
                for (var number = 0; !anchors.Add(number == 0 ? text : $"{text}-{number}"); number++)
                {
                }
            }

            return anchors;
        }
    }

    public static Markdown Read(string path) => new(path);

    public static string WithoutCode(string line) => Regex.Replace(line, "`[^`]*`", "`");
}
