using EmailCar.Inbox.Tests.Browsing;
using EmailCar.Reports;
using EmailCar.Testing;
using Microsoft.Playwright;

namespace EmailCar.Inbox.Tests;

/// <summary>
/// Takes screenshots of reports into artifacts/reports. In the dark ones, Chromium darkens a page that has only light colors, as mail
/// programs do with email.
/// </summary>
public sealed class ReportPictureTests
{
    private static readonly (string Name, Func<Report> Make)[] Samples =
    [
        ("good", ReportSamples.GoodWeek), ("bad", ReportSamples.BadWeek), ("empty", ReportSamples.EmptyWeek), ("month", ReportSamples.Month), ("year", ReportSamples.Year),
    ];

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reports_fit_a_phone_and_600_pixels_in_both_languages(bool isDark)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "reports");
        string[] dark = isDark ? ["--force-dark-mode", "--enable-features=WebContentsForceDark"] : [];
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Browser.Executable, Args = [.. Browser.Quiet, .. dark] });
        var page = await browser.NewPageAsync();
        foreach (var (name, make) in Samples)
        {
            foreach (var culture in new[] { "en-US", "zh-CN" })
            {
                await page.SetContentAsync(ReportHtml.Write(make(), ReportSamples.Language(culture, Repository.Root), null, ReportSamples.Now));
                foreach (var width in new[] { 375, 600 })
                {
                    await page.SetViewportSizeAsync(width, 400);
                    var file = $"{name}-{culture[..2]}-{width}{(isDark ? "-dark" : "")}.png";
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file), FullPage = true });
                    Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                    Assert.Equal(0, await page.EvaluateAsync<int>(
                        "[...document.querySelectorAll('td, th, p, h1, h2')].filter(e => e.scrollWidth > e.clientWidth + 1).length"));
                }
            }
        }
    }
}
