using System.Management.Automation;
using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Help;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Help pages, MAML and code agree, in each culture with pages.</summary>
public sealed class HelpConventionTests : IDisposable
{
    private static readonly string[] Topics = ["about_EmailCar", "about_EmailCar_Errors", "about_EmailCar_Sending"];

    private readonly HostedEngine _engine = new();

    public static TheoryData<string> Cultures => new(HelpPage.Cultures);

    public void Dispose() => _engine.Dispose();

    private CmdletInfo[] Cmdlets =>
        [.. _engine.Run("Get-Command -Module EmailCar").Clean().Output.Select(o => (CmdletInfo)o.BaseObject).OrderBy(c => c.Name, StringComparer.Ordinal)];

    [Fact]
    public void Help_exists_in_these_cultures() => Assert.Superset(new HashSet<string> { "en-US", "zh-CN" }, HelpPage.Cultures.ToHashSet());

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_cmdlet_has_a_page_and_MAML(string culture)
    {
        var names = Cmdlets.Select(c => c.Name).ToArray();
        Assert.Equal(names, HelpPage.All(culture).Select(p => p.Name));
        Assert.Equal(names, Maml.All(culture).Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Contains($"title: {n}\n", File.ReadAllText(Path.Combine(HelpPage.Docs, culture, $"{n}.md")), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Pages_describe_the_existing_parameters(string culture) =>
        ForEachPage(culture, (page, cmdlet) =>
        {
            var parameters = Own(cmdlet);
            Assert.Equal(parameters.Select(p => p.Name), page.Parameters.Select(p => p.Name));
            Assert.All(page.Parameters, p =>
            {
                Assert.Equal(ParameterFacts.Of(cmdlet, parameters.Single(own => own.Name == p.Name)), p.Facts);
                Assert.False(IsEmpty(p.Text), p.Name);
            });
        });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Pages_show_the_actual_syntax(string culture) =>
        ForEachPage(culture, (page, cmdlet) => Assert.Equal(
            cmdlet.ParameterSets.ToDictionary(s => s.Name + (s.IsDefault && s.Name != ParameterAttribute.AllParameterSets ? " (Default)" : ""), s => $"{cmdlet.Name} {s}"),
            page.Syntax));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Pages_are_complete(string culture) =>
        ForEachPage(culture, (page, cmdlet) =>
        {
            Assert.DoesNotContain(new[] { page.Synopsis, page.Description, page.Notes }, IsEmpty);
            Assert.All(page.Inputs.Concat(page.Outputs), e => Assert.False(IsEmpty(e.Text), e.Name));
            Assert.True(page.Examples.Count >= 3);
            Assert.All(page.Examples, e => Assert.DoesNotContain(new[] { e.Title, e.Code, e.Text }, IsEmpty));
            Assert.All(page.Examples, e => Assert.Contains(cmdlet.Name, e.Code, StringComparison.Ordinal));
            Assert.NotEmpty(page.Links);
            Assert.All(page.Links, l => Assert.True(File.Exists(Path.Combine(HelpPage.Docs, culture, l.Text)), l.Text));
        });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Pages_name_the_input_and_output(string culture) =>
        ForEachPage(culture, (page, cmdlet) =>
        {
            Assert.Equal(cmdlet.OutputType.Select(o => o.Type == typeof(void) ? "None" : o.Name.Split(',')[0]), page.Outputs.Select(o => o.Name));
            var byValue = Own(cmdlet).Where(p => p.ParameterSets.Values.Any(s => s.ValueFromPipeline)).Select(p => p.ParameterType).ToArray();
            Assert.All(byValue, t => Assert.Contains((t.GetElementType() ?? t).FullName, page.Inputs.Select(i => i.Name)));
            var takesNothing = !Own(cmdlet).Any(p => p.ParameterSets.Values.Any(s => s.ValueFromPipeline || s.ValueFromPipelineByPropertyName));
            Assert.Equal(takesNothing, page.Inputs.Select(i => i.Name).SequenceEqual(["None"]));
        });

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_MAML_agrees_with_the_pages(string culture)
    {
        var pages = HelpPage.All(culture).ToDictionary(p => p.Name);
        Assert.All(Maml.All(culture), maml =>
        {
            var page = pages[maml.Name];
            Assert.Equal(Maml.Plain(page.Synopsis), maml.Synopsis);
            Assert.Equal(Maml.Plain(page.Description), maml.Description);
            Assert.Equal(Maml.Plain(page.Notes), maml.Notes);
            Assert.Equal(page.Examples.Select(e => e with { Text = Maml.Plain(e.Text) }), maml.Examples);
            Assert.Equal(page.Inputs.Select(Plain), maml.Inputs);
            Assert.Equal(page.Outputs.Select(Plain), maml.Outputs);
            Assert.Equal(page.Links.Select(l => l.Name), maml.Links);
            Assert.Equal(page.Parameters.Select(p => new HelpEntry($"{p.Name}: {Maml.FactsOf(p.Facts)}", Maml.Plain(p.Text))), maml.Parameters);
        });

        static HelpEntry Plain(HelpEntry entry) => entry with { Text = Maml.Plain(entry.Text) };
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_MAML_has_the_actual_syntax(string culture)
    {
        var syntax = Maml.All(culture).ToDictionary(m => m.Name, m => m.Syntax.ToArray());
        Assert.All(Cmdlets, cmdlet => Assert.Equal(
            cmdlet.ParameterSets.Select(set => Lines(Own(cmdlet)
                .Where(p => p.ParameterSets.ContainsKey(set.Name) || p.ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets))
                .Select(p => (p.Name, Facts: ParameterFacts.Of(cmdlet, p, set.Name)))
                .Select(p => $"{p.Name}: {Maml.FactsOf(p.Facts)} [{p.Facts.Values}]"))),
            syntax[cmdlet.Name].Select(Lines)));

        static string Lines(IEnumerable<string> parameters) => string.Join("\n", parameters.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void About_topics_have_the_form_that_Get_Help_expects(string culture)
    {
        Assert.Equal(Topics, Directory.GetFiles(Path.Combine(HelpPage.Docs, culture), "about_*").Select(f => Path.GetFileName(f).Replace(".help.txt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(Topics, topic =>
        {
            var text = Topic(culture, topic);

            // Get-Help uses the fifth line as the synopsis, whatever the headings are.
            Assert.Matches($@"^\S.*\n    {topic}\n\n\S.*\n    \S", text);
            Assert.DoesNotContain('\t', text);
            Assert.All(text.Split('\n'), line => Assert.True(Columns(line) <= 80, line));
        });
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_error_id_is_explained(string culture) =>
        Assert.Equal(
            ErrorIds.InSource,
            Regex.Matches(Topic(culture, "about_EmailCar_Errors"), @"^    ([A-Z]\w+)\n        \S", RegexOptions.Multiline).Select(m => m.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Files_of_the_help_begin_with_a_byte_order_mark(string culture) =>
        Assert.All(
            Topics.Select(t => $"{t}.help.txt").Append(Maml.FileName),
            f => Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(Path.Combine(HelpPage.Docs, culture, f))[..3]));

    private void ForEachPage(string culture, Action<HelpPage, CmdletInfo> check)
    {
        var cmdlets = Cmdlets.ToDictionary(c => c.Name);
        Assert.All(HelpPage.All(culture), page => check(page, cmdlets[page.Name]));
    }

    /// <summary>Returns the parameters of a cmdlet, including -WhatIf, -Confirm and those for paging.</summary>
    private static ParameterMetadata[] Own(CmdletInfo cmdlet) =>
        [.. cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Returns whether a text is a placeholder; a column in the braces of a template is not one.</summary>
    private static bool IsEmpty(string text) => string.IsNullOrWhiteSpace(text) || Regex.IsMatch(text, @"\{\{ ?(Fill|Add|Insert)");

    private static string Topic(string culture, string name) =>
        File.ReadAllText(Path.Combine(HelpPage.Docs, culture, $"{name}.help.txt")).ReplaceLineEndings("\n");

    /// <summary>Returns the width of a line. A Chinese character is as wide as two others.</summary>
    private static int Columns(string line) => line.Sum(c => c is >= '\u2E80' and <= '\uFFE6' ? 2 : 1);
}
