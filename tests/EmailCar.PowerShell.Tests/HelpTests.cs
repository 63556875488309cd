using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Help;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Get-Help for the assembled module, in each culture with pages.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly HostedEngine _engine = new();

    public static TheoryData<string> Cultures => HelpConventionTests.Cultures;

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_module_has_the_help_of_the_repository(string culture) =>
        Assert.All(
            Directory.GetFiles(Path.Combine(HelpPage.Docs, culture)).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)),
            f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(HostedEngine.ModuleFolder, culture, Path.GetFileName(f)))));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_full_help_contains_everything(string culture)
    {
        var page = Page(culture);
        var shown = Show(culture, "Get-Help Send-EmailCarMail -Full");
        Assert.Contains(Maml.Plain(page.Synopsis), shown, StringComparison.Ordinal);
        Assert.Contains(Maml.Plain(page.Description), shown, StringComparison.Ordinal);
        Assert.Contains(Maml.Plain(page.Notes), shown, StringComparison.Ordinal);
        Assert.All(page.Parameters, p => Assert.Contains(Maml.Plain(p.Text), shown, StringComparison.Ordinal));
        Assert.Contains("-BatchSize<int>", shown, StringComparison.Ordinal);
        Assert.Contains("[-MergeMissing{Blank|Error}]", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_examples_are_shown_as_code_and_text(string culture)
    {
        var shown = Show(culture, "Get-Help Send-EmailCarMail -Examples");
        Assert.All(Page(culture).Examples, e =>
            Assert.Contains($"{Maml.Plain(e.Title)}---------{Maml.Plain(e.Code)}{Maml.Plain(e.Text)}", shown, StringComparison.Ordinal));
        Assert.DoesNotContain("powershell", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Each_parameter_has_help(string culture)
    {
        var shown = Show(culture, "Get-Help Send-EmailCarMail -Parameter *");
        Assert.All(Page(culture).Parameters, p =>
        {
            Assert.Contains(Maml.Plain(p.Text), shown, StringComparison.Ordinal);
            Assert.Contains($"-{p.Name}", shown, StringComparison.Ordinal);
        });
        Assert.Contains("Aliases主题,标题", shown, StringComparison.Ordinal);
        Assert.Matches(@"Defaultvalue50", shown);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void About_topics_are_found(string culture)
    {
        foreach (var topic in new[] { "about_EmailCar", "about_EmailCar_Sending", "about_EmailCar_Errors" })
        {
            var text = File.ReadAllText(Path.Combine(HelpPage.Docs, culture, $"{topic}.help.txt"));
            Assert.Contains(Maml.Plain(text), Show(culture, $"Get-Help {topic}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("zh-Hans-CN")]
    [InlineData("zh-Hans-HK")]
    [InlineData("zh-SG")]
    public void Every_simplified_Chinese_culture_gets_the_Chinese_pages_and_topics(string culture)
    {
        Assert.Contains(Maml.Plain(Page("zh-CN").Description), Show(culture, "Get-Help Send-EmailCarMail"), StringComparison.Ordinal);
        var topic = File.ReadAllText(Path.Combine(HelpPage.Docs, "zh-CN", "about_EmailCar.help.txt"));
        Assert.Contains(Maml.Plain(topic), Show(culture, "Get-Help about_EmailCar"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-TW")]
    [InlineData("de-DE")]
    public void All_other_cultures_get_the_English_pages(string culture) =>
        Assert.Contains(Maml.Plain(Page("en-US").Description), Show(culture, "Get-Help Send-EmailCarMail"), StringComparison.Ordinal);

    private static HelpPage Page(string culture) => HelpPage.All(culture).Single(p => p.Name == "Send-EmailCarMail");

    /// <summary>Returns the text in the console, without line breaks. Get-Help uses the culture of its thread.</summary>
    private string Show(string culture, string command) => Maml.Plain(Regex.Replace(
        _engine.Show($"[Threading.Thread]::CurrentThread.CurrentUICulture = '{culture}'; {command}"), @"\0", ""));
}
