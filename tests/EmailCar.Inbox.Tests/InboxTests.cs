using System.Globalization;
using System.Text;
using EmailCar.Inbox.Tests.Browsing;
using EmailCar.Sandbox;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EmailCar.Inbox.Tests;

/// <summary>The inbox as the user sees it.</summary>
public sealed class InboxTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>, IDisposable
{
    private readonly SandboxServer _sandbox = Submitting.Start();

    public void Dispose() => _sandbox.Dispose();

    [BrowserFact]
    public async Task The_list_shows_the_newest_email_first_and_filters_by_words_status_and_sender()
    {
        await _sandbox.Submit("zhang.wei@example.com;bounce@example.com", "Your invoice");
        await _sandbox.Submit("li.na@example.com", "Welcome", from: "welcome@example.com");
        var page = await browser.Open(_sandbox.Inbox);
        await Expect(page.Locator(".row .to")).ToHaveTextAsync(["li.na@example.com", "bounce@example.com", "zhang.wei@example.com"]);

        await page.FillAsync("#search", "INVOICE zhang");
        await Expect(page.Locator(".row .to")).ToHaveTextAsync(["zhang.wei@example.com"]);
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 of 3");
        await page.FillAsync("#search", "nobody");
        await Expect(page.Locator("#empty")).ToHaveTextAsync("No emails match the filters.");
        await page.FillAsync("#search", "");
        await page.SelectOptionAsync("#status", "Failed");
        await Expect(page.Locator(".row .to")).ToHaveTextAsync(["bounce@example.com"]);
        await page.SelectOptionAsync("#status", "");
        await page.SelectOptionAsync("#sender", "welcome@example.com");
        await Expect(page.Locator(".row .to")).ToHaveTextAsync(["li.na@example.com"]);
        await page.SelectOptionAsync("#sender", "");
        await page.SelectOptionAsync("#via", "Smtp");
        await Expect(page.Locator(".row")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task An_email_appears_within_a_second_of_its_acceptance()
    {
        var page = await browser.Open(_sandbox.Inbox);
        await Expect(page.Locator("#empty")).ToContainTextAsync("No emails yet");
        await page.EvaluateAsync("() => new MutationObserver(() => { if (document.querySelector('.row')) window.seenAt ??= Date.now() }).observe(room, { childList: true })");
        await _sandbox.Submit("a@example.com");
        var acceptedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await page.Locator(".row").WaitForAsync();
        var delay = await page.EvaluateAsync<long>("window.seenAt") - acceptedAt;
        output.WriteLine($"Visible {delay} ms after the answer");
        await Expect(page.Locator("#news")).ToHaveTextAsync("1 new email");
    }

    [BrowserFact]
    public async Task The_open_email_shows_preview_text_source_headers_and_recipients()
    {
        await _sandbox.Submit("a@example.com;b@example.com", "Hi & <b>", "<p>Hello <b>Na</b></p><img src=\"http://127.0.0.1:1/x.png\">");
        var page = await browser.Open(_sandbox.Inbox);
        await page.Locator(".row", new() { HasText = "a@example.com" }).ClickAsync();
        await Expect(page.Locator("#subject")).ToHaveTextAsync("Hi & <b>");
        await Expect(page.FrameLocator("iframe").Locator("p")).ToHaveTextAsync("Hello Na");
        await Expect(page.Locator(".note")).ToContainTextAsync("1 image");
        Assert.Equal("1px", await page.FrameLocator("iframe").Locator("img").EvaluateAsync<string>("e => getComputedStyle(e).outlineWidth"));

        await page.ClickAsync("#tab-phone");
        Assert.Equal(375, await page.Locator("iframe").EvaluateAsync<int>("e => e.offsetWidth"));
        await page.ClickAsync("#tab-text");
        await Expect(page.Locator("#panel")).ToHaveTextAsync("Hello Na");
        await page.ClickAsync("#tab-source");
        await Expect(page.Locator("#panel")).ToContainTextAsync("<p>Hello <b>Na</b></p>");
        await Expect(page.Locator("#panel")).Not.ToContainTextAsync("api_");
        await page.ClickAsync("#tab-headers");
        await Expect(page.Locator("#panel")).ToContainTextAsync("\"Example Shop\" <support@example.com>");
        await page.ClickAsync("#tab-recipients");
        await Expect(page.Locator("#panel li")).ToHaveTextAsync(["a@example.com", "b@example.com"]);
    }

    [BrowserFact]
    public async Task Emails_can_be_read_with_the_keyboard_alone()
    {
        await _sandbox.Submit("a@example.com", "First");
        await _sandbox.Submit("a@example.com", "Second");
        var page = await browser.Open(_sandbox.Inbox);
        await page.Locator(".row").First.WaitForAsync();
        await page.Locator("#list").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#subject")).ToHaveTextAsync("Second");
        Assert.Equal("mail-2", await page.Locator("#list").GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#subject")).ToHaveTextAsync("First");
        await Expect(page.Locator("#next")).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(page.Locator("#subject")).ToHaveTextAsync("Second");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("detail", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Locator("#tab-desktop").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#tab-phone")).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#detail")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [BrowserFact]
    public async Task Attachments_are_downloaded_and_inline_images_shown()
    {
        byte[] pixel = Convert.FromBase64String("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==");
        _sandbox.SubmitBySmtp(
            "a@example.com", "With files", "<img src=\"cid:logo\">", new Dictionary<string, (string, byte[])> { ["logo"] = ("image/gif", pixel) }, [("工资 条.txt", Encoding.UTF8.GetBytes("5月")), ("empty", [])]);
        var page = await browser.Open(_sandbox.Inbox);
        await Expect(page.Locator(".row .mark").First).ToHaveTextAsync("3 files");
        await page.Locator(".row").ClickAsync();
        Assert.Equal(1, await page.FrameLocator("iframe").Locator("img").EvaluateAsync<int>("e => e.naturalWidth"));
        await Expect(page.Locator("#facts")).ToContainTextAsync("SMTP");
        await Expect(page.Locator("#files a", new() { HasText = "empty" })).ToHaveTextAsync("empty (0 B)");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#files a", new() { HasText = "工资 条.txt (4 B)" }).ClickAsync());
        Assert.Equal("工资 条.txt", download.SuggestedFilename);
        Assert.Equal("5月", await File.ReadAllTextAsync(await download.PathAsync()));
        await page.ClickAsync("#tab-source");
        await Expect(page.Locator("#panel")).ToContainTextAsync("Content-Transfer-Encoding: base64");
        await page.ClickAsync("#tab-headers");
        await Expect(page.Locator("#panel")).ToContainTextAsync("MIME-Version");
        await page.SelectOptionAsync("#via", "Smtp");
        await Expect(page.Locator(".row")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Clear_empties_the_page_of_every_reader_and_later_emails_are_shown()
    {
        await _sandbox.Submit("a@example.com", "Before");
        var page = await browser.Open(_sandbox.Inbox);
        var other = await browser.Open(_sandbox.Inbox);
        await page.Locator(".row").ClickAsync();
        await other.Locator(".row").WaitForAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ClickAsync("#clear");
        await Expect(page.Locator("#empty")).ToBeVisibleAsync();
        await Expect(page.Locator("#detail")).ToBeHiddenAsync();
        await Expect(other.Locator("#empty")).ToBeVisibleAsync();
        Assert.Empty(_sandbox.Mails);
        await _sandbox.Submit("a@example.com", "After");
        await Expect(other.Locator(".row .subject")).ToHaveTextAsync(["After"]);
    }

    [BrowserFact]
    public async Task A_submission_with_a_fault_is_marked()
    {
        _sandbox.Faults = new SandboxFaults([SandboxFault.NoPoints], 100, 1);
        await _sandbox.Submit("a@example.com");
        var page = await browser.Open(_sandbox.Inbox);
        await Expect(page.Locator(".row .mark")).ToHaveTextAsync(["NoPoints", "Not accepted"]);
    }

    [BrowserFact]
    public async Task The_page_is_in_the_language_of_the_browser()
    {
        await _sandbox.Submit("a@example.com", "您好");
        var page = await browser.Open(_sandbox.Inbox, "zh-CN");
        await page.Locator(".row").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("沙箱收件箱");
        await Expect(page.Locator("#tabs button")).ToHaveTextAsync(["桌面", "手机", "文本", "源数据", "邮件头", "收件人"]);
        await Expect(page.Locator(".row .mark")).ToHaveTextAsync(["已送达"]);
        Assert.Equal("zh-CN", await page.EvaluateAsync<string>("document.documentElement.lang"));
    }

    [BrowserFact]
    public async Task Ten_thousand_emails_scroll_smoothly()
    {
        for (var i = 0; i < 200; i++)
        {
            var to = string.Join(';', Enumerable.Range(0, 50).Select(j => $"user{50 * i + j}@example.com"));
            Assert.Contains("success", await _sandbox.Submit(to, string.Create(CultureInfo.InvariantCulture, $"Newsletter {i}")), StringComparison.Ordinal);
        }

        var page = await browser.Open(_sandbox.Inbox);
        await page.Locator(".row").First.WaitForAsync();
        var paint = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        await Expect(page.Locator("#count")).ToHaveTextAsync("10000");
        var search = await page.EvaluateAsync<double>(
            """
            async () => {
                const start = performance.now();
                const box = document.getElementById('search');
                box.value = 'user9999@';
                box.dispatchEvent(new Event('input'));
                await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                return performance.now() - start;
            }
            """);
        output.WriteLine($"First paint {paint:0} ms, search {search:0} ms");
        await Expect(page.Locator(".row .to")).ToHaveTextAsync(["user9999@example.com"]);
        await page.FillAsync("#search", "");
        Assert.InRange(await page.Locator(".row").CountAsync(), 5, 60);
        await page.Locator("#list").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".row[aria-selected=true] .to")).ToHaveTextAsync("user0@example.com");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
