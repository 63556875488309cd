using System.Diagnostics;
using System.Text.RegularExpressions;
using EmailCar.Inbox.Tests.Browsing;
using EmailCar.Inlining;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EmailCar.Inbox.Tests;

/// <summary>
/// Compares the computed styles of twenty templates in Chromium: with style elements before -InlineCss, and without style elements after
/// it. Also compares with juice, if it is installed.
/// </summary>
public sealed class InliningTests(ITestOutputHelper output)
{
    private const string Installed = "artifacts/juice/node_modules/juice";

    /// <summary>The computed styles of all elements of the body, except those that do not belong to the email.</summary>
    private const string ComputedStyles =
        """
        remove => {
            if (remove) document.querySelectorAll('style').forEach(e => e.remove());
            const elements = [document.documentElement, document.body, ...document.body.querySelectorAll(':not(style)')];
            return elements.map(e => {
                const style = getComputedStyle(e);
                return e.localName + ' ' + [...style].map(name => name + ':' + style.getPropertyValue(name)).join('; ');
            });
        }
        """;

    private static readonly string[] Templates =
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "EmailCar.Inbox.Tests", "Inlining", "Templates"), "*.html").Order(StringComparer.Ordinal).ToArray();

    [BrowserFact]
    public async Task Every_element_looks_the_same_without_style_elements()
    {
        Assert.Equal(20, Templates.Length);
        await using var browser = await Launch();
        var elements = 0;
        foreach (var template in Templates)
        {
            var html = await File.ReadAllTextAsync(template);
            var before = await Styles(browser.Page, html, remove: false);
            var after = await Styles(browser.Page, StyleInliner.Inline(html, isTemplate: true), remove: true);
            AssertSame(Path.GetFileName(template), before, after);
            elements += before.Length;
        }

        output.WriteLine($"{Templates.Length} templates, {elements} elements: all computed styles are equal.");
    }

    [JuiceFact]
    public async Task Every_element_looks_as_after_juice_unless_juice_changes_it()
    {
        await using var browser = await Launch();
        var equal = 0;
        foreach (var template in Templates)
        {
            var html = await File.ReadAllTextAsync(template);
            var own = await Styles(browser.Page, StyleInliner.Inline(html, isTemplate: true), remove: true);
            var juice = await Juice(template) is { } inlined ? await Styles(browser.Page, inlined, remove: true) : null;
            var differs = own.Length != juice?.Length ? own.Length : own.Zip(juice).Count(pair => pair.First != pair.Second);
            equal += differs == 0 ? 1 : 0;
            if (differs > 0)
            {
                // In this case, the template itself decides.
                var original = await Styles(browser.Page, html, remove: false);
                output.WriteLine(juice is null
                    ? $"{Path.GetFileName(template)}: juice reports an error."
                    : $"{Path.GetFileName(template)}: {differs} of {own.Length} elements differ from juice: {Difference(own, juice)}");
                AssertSame(Path.GetFileName(template), original, own);
            }
        }

        output.WriteLine($"{equal} of {Templates.Length} templates look the same after juice; in the others, only juice differs from the template.");
    }

    [BrowserFact]
    public void Nothing_except_styles_changes_by_a_single_byte()
    {
        foreach (var html in Templates.Select(File.ReadAllText))
        {
            Assert.Equal(Stripped(html), Stripped(StyleInliner.Inline(html, isTemplate: true)));
        }

        // Style elements and style attributes may change; conditional comments are not parsed.
        static string Stripped(string html) => Regex.Replace(
            Regex.Replace(html, @"(?<!<!--\[if mso\]>)<style.*?</style>", "", RegexOptions.Singleline | RegexOptions.IgnoreCase),
            """(?<= )style=("[^"]*"|'[^']*'|[^\s>]+)""", "", RegexOptions.IgnoreCase).Replace("  ", " ", StringComparison.Ordinal).Replace(" >", ">", StringComparison.Ordinal).Replace(" /", "/", StringComparison.Ordinal);
    }

    private static void AssertSame(string name, string[] expected, string[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.True(one == other, one == other ? "" : name + ": " + Difference([one], [other]));
        }
    }

    private static string Difference(string[] one, string[] other)
    {
        var (first, second) = one.Zip(other).First(pair => pair.First != pair.Second);
        string Only(string style, string without) => string.Join(" | ", style.Split("; ").Except(without.Split("; ")).Take(4));
        return $"{first.Split(' ')[0]} with {Only(first, second)}, and with {Only(second, first)}";
    }

    private static async Task<string[]> Styles(IPage page, string html, bool remove)
    {
        await page.SetContentAsync(html, new PageSetContentOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        return await page.EvaluateAsync<string[]>(ComputedStyles, remove);
    }

    /// <summary>Returns the template as juice inlines it; null if juice reports an error.</summary>
    private static async Task<string?> Juice(string template)
    {
        const string script = "const juice = require(process.argv[1]), html = require('fs').readFileSync(process.argv[2], 'utf8'); let result; try { result = juice(html) } catch { process.exit(3) } process.stdout.write(result);";
        var start = new ProcessStartInfo("node", ["-e", script, Path.Combine(Repository.Root, Installed), template])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var html = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(process.ExitCode is 0 or 3);
        return process.ExitCode == 0 ? html : null;
    }

    private static async Task<OpenBrowser> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browser.Executable, Args = Browser.Quiet });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 800 } });
        await page.RouteAsync("**/*", route => route.AbortAsync());
        return new OpenBrowser(playwright, browser, page);
    }

    private sealed record OpenBrowser(IPlaywright Playwright, IBrowser Browser, IPage Page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            Playwright.Dispose();
        }
    }

    /// <summary>A fact that needs a browser and juice, which is not part of the repository.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class JuiceFactAttribute : FactAttribute
    {
        public JuiceFactAttribute() => Skip = Browser.Executable is null ? "No Chromium was found on this machine."
            : !Directory.Exists(Path.Combine(Repository.Root, Installed)) ? "juice is not installed: npm install --prefix artifacts/juice juice"
            : null;
    }
}
