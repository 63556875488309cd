using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>What readers rely on in README and docs: links that lead somewhere, short pages, both languages, plain words.</summary>
public class DocumentTests
{
    private const int LinesOfOnePage = 150;

    /// <summary>Words that an editor would replace with common ones: fix, is, shows, returns, result, separate, rejects the row.</summary>
    private static readonly string[] Avoided =
    [
        "mend(s|ed|ing)?",
        "stands?(?! (in )?for)(?!-)",
        "(tell|say)s?|told|said|saying",
        "what (became|becomes|has become) of",
        "(come|comes|came|coming) out as",
        "of (its|their|your|his|her|my|our) own",
        "in passing",
        "(its|their|whose|service's) words",
        "costs? (a|the|that|its|this) row",
        "(is|are) none",
        "whoever",
    ];

    private static string[] Documents { get; } =
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        var pages = Documents.ToDictionary(Path.GetFullPath, Markdown.Read);
        var broken = pages.Values.SelectMany(page => page.Links.Where(link => !Leads(page, link, pages)).Select(link => $"{Name(page.Path)}: {link}"));
        Assert.True(pages.Values.Sum(page => page.Links.Count) > 100, "The links were not found.");
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    [InlineData("docs/architecture.md")]
    public void A_page_for_newcomers_is_short(string page) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, page)).Count(), 1, LinesOfOnePage);

    [Fact]
    public void A_page_in_Chinese_has_the_sections_of_the_English_one()
    {
        var chinese = Documents.Where(path => path.EndsWith(".zh-CN.md", StringComparison.Ordinal)).ToArray();
        Assert.True(chinese.Length > 10, "The pages were not found.");
        Assert.All(chinese, path =>
        {
            var english = path.Replace(".zh-CN.md", ".md", StringComparison.Ordinal);
            Assert.True(File.Exists(english), $"{Name(path)} has no English page.");
            Assert.Contains($"({Path.GetFileName(path)})", File.ReadAllText(english), StringComparison.Ordinal);
            Assert.Contains($"({Path.GetFileName(english)})", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.True(Sections(path) >= Sections(english), $"{Name(path)} lacks a section of the English page.");
        });
    }

    [Theory]
    [InlineData("documents")]
    [InlineData("help")]
    [InlineData("messages")]
    public void Texts_for_users_use_plain_words(string kind)
    {
        var texts = Texts(kind).ToArray();
        var pattern = new Regex($@"(.{{0,40}})\b({string.Join("|", Avoided)})\b(.{{0,40}})", RegexOptions.IgnoreCase);
        var found = texts.SelectMany(text => pattern.Matches(Regex.Replace(text.Text, @"\s+", " ")).Select(m => $"{text.Name}: {m.Value}"));
        Assert.NotEmpty(texts);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("Mend the row.")]
    [InlineData("The address stands in the column To.")]
    [InlineData("See what became of it.")]
    [InlineData("A value that is none.")]
    public void Words_to_avoid_are_found(string text) =>
        Assert.Matches(new Regex($@"\b({string.Join("|", Avoided)})\b", RegexOptions.IgnoreCase), text);

    private static IEnumerable<(string Name, string Text)> Texts(string kind) => kind switch
    {
        "documents" => Documents.Where(path => !IsHelp(path)).Select(path => (Name(path), Markdown.Read(path).Prose)),
        "help" =>
        [
            .. Documents.Where(IsHelp).Select(path => (Name(path), Markdown.Read(path).Prose)),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.help.txt", SearchOption.AllDirectories).Select(path => (Name(path), File.ReadAllText(path))),
        ],
        _ => Directory.GetFiles(Path.Combine(Repository.Root, "src", "EmailCar.PowerShell"), "Strings*.resx").SelectMany(path =>
            XDocument.Load(path).Descendants("data").Select(d => ($"{Name(path)}, {d.Attribute("name")!.Value}", Markdown.WithoutCode(d.Element("value")!.Value)))),
    };

    private static bool Leads(Markdown page, string link, Dictionary<string, Markdown> pages)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page.Path : Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0]);
        target = Path.GetFullPath(target);
        return parts.Length == 1
            ? File.Exists(target) || Directory.Exists(target)
            : pages.TryGetValue(target, out var other) && other.Anchors.Contains(Uri.UnescapeDataString(parts[1]));
    }

    private static int Sections(string path) => Markdown.Read(path).Headings.Count(heading => heading.StartsWith("## ", StringComparison.Ordinal));

    /// <summary>Pages of cmdlets are in a folder for each language.</summary>
    private static bool IsHelp(string path) => Path.GetFileName(Path.GetDirectoryName(path)) is not "docs" && Path.GetDirectoryName(path) != Path.GetFullPath(Repository.Root).TrimEnd(Path.DirectorySeparatorChar);

    private static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
