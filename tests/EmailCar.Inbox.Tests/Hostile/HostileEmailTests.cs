using System.Text;
using EmailCar.Inbox.Tests.Browsing;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EmailCar.Inbox.Tests.Hostile;

/// <summary>Displaying an email in the inbox runs nothing and requests nothing, whatever it contains.</summary>
public class HostileEmailTests(ITestOutputHelper output)
{
    [BrowserFact]
    public async Task Without_protection_most_of_the_emails_do_something()
    {
        using var listener = new Listener();
        await using var browser = await LoggedBrowser.Start();
        await browser.Page.GotoAsync(listener.Address + "/all");
        await LoggedBrowser.Until(() => listener.Hits.Count >= 80);
        await browser.Page.WaitForTimeoutAsync(1000); // some lookups before a click are delayed
        var log = await browser.Close();

        var lookedUp = listener.Emails.Keys.Where(name => log.Contains(Corpus.HostOf(name), StringComparison.Ordinal)).ToArray();
        var alive = listener.Hits.Union(lookedUp).ToArray();
        output.WriteLine($"{alive.Length} of {listener.Emails.Count} do something; {lookedUp.Length} look a name up: {string.Join(' ', lookedUp)}");
        output.WriteLine($"Idle: {string.Join(' ', listener.Emails.Keys.Except(alive))}");
        Assert.True(listener.Emails.Count >= 60);
        Assert.True(alive.Length >= 50);
        Assert.NotEmpty(lookedUp);
        Assert.Contains($"127.0.0.1:{listener.Port}", log, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task In_the_inbox_no_email_runs_a_script_or_causes_a_request_a_lookup_or_a_connection()
    {
        using var listener = new Listener();
        using var sandbox = Submitting.Start();
        foreach (var (name, html) in listener.Emails)
        {
            Assert.Contains("success", await sandbox.Submit("a@example.com", name, html), StringComparison.Ordinal);
        }

        await using var browser = await LoggedBrowser.Start();
        var page = browser.Page;
        await page.GotoAsync(sandbox.Inbox.ToString());
        await page.Locator(".row").First.WaitForAsync();
        foreach (var name in listener.Emails.Keys.Reverse())
        {
            await page.Keyboard.PressAsync("j");
            await Assertions.Expect(page.Locator("#subject")).ToHaveTextAsync(name);
            var frame = await (await page.Locator("#panel iframe").ElementHandleAsync()).ContentFrameAsync();
            await frame!.WaitForLoadStateAsync(LoadState.Load);
            Assert.EndsWith("/preview", frame.Url, StringComparison.Ordinal);
            Assert.False(await frame.EvaluateAsync<bool>("window.ran === 1"), name);
            Assert.Equal(2, page.Frames.Count);
        }

        await page.WaitForTimeoutAsync(1000); // some lookups before a click are delayed
        Assert.False(await page.EvaluateAsync<bool>("window.ran === 1"));
        Assert.Single(page.Context.Pages);
        var log = await browser.Close();
        output.WriteLine($"{listener.Emails.Count} emails, {listener.Hits.Count} requests");
        Assert.Empty(listener.Hits);
        Assert.DoesNotContain("hostile.test", log, StringComparison.Ordinal);
        Assert.DoesNotContain($":{listener.Port}", log, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{sandbox.Inbox.Port}", log, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Attachments_and_inline_images_run_nothing_and_request_nothing()
    {
        using var listener = new Listener();
        using var sandbox = Submitting.Start();
        var script = $"window.ran = 1; top.ran = 1; new Image().src = '{listener.Address}/hit/script'; fetch('{listener.Address}/hit/script')";
        var svg = $"""
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="{script}">
            <script>{script}</script><image href="{listener.Address}/hit/image" xlink:href="{listener.Address}/hit/image" width="40" height="40"/>
            <foreignObject width="40" height="40"><img xmlns="http://www.w3.org/1999/xhtml" src="{listener.Address}/hit/foreign"/></foreignObject>
            <style>@import url({listener.Address}/hit/style);</style></svg>
            """;
        var page = $"<script>{script}</script><img src=\"{listener.Address}/hit/page\">";
        sandbox.SubmitBySmtp(
            "a@example.com",
            "Hostile files",
            """<img id="svg" src="cid:svg"><img src="cid:page"><a id="link" href="cid:page">x</a><object data="cid:svg"></object><embed src="cid:page"><iframe src="cid:page"></iframe>""",
            new Dictionary<string, (string, byte[])> { ["svg"] = ("image/svg+xml", Encoding.UTF8.GetBytes(svg)), ["page"] = ("text/html", Encoding.UTF8.GetBytes(page)) },
            [("\"><img src=x onerror=alert(1)>.html", Encoding.UTF8.GetBytes(page)), ("../../..\\page.svg", Encoding.UTF8.GetBytes(svg))]);

        await using var browser = await LoggedBrowser.Start();
        await browser.Page.GotoAsync(sandbox.Inbox.ToString());
        await browser.Page.Locator(".row").WaitForAsync();
        await browser.Page.Keyboard.PressAsync("j");
        var frame = browser.Page.FrameLocator("#panel iframe");
        await frame.Locator("#svg").WaitForAsync();
        Assert.Equal(40, await frame.Locator("#svg").EvaluateAsync<int>("e => e.decode().then(() => e.naturalWidth)"));
        await frame.Locator("#link").ClickAsync();
        for (var i = 0; i < 4; i++)
        {
            // Opens it as a user could without the link's "download" attribute.
            await browser.Page.EvaluateAsync("address => fetch(address).then(answer => answer.text()).then(text => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame); })", $"{sandbox.Inbox}inbox/mails/1/attachments/{i}");
        }

        await browser.Page.WaitForTimeoutAsync(1000);
        Assert.False(await browser.Page.EvaluateAsync<bool>("window.ran === 1"));
        var log = await browser.Close();
        Assert.Empty(listener.Hits);
        Assert.DoesNotContain($":{listener.Port}", log, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Another_page_can_neither_read_nor_add_nor_clear_anything()
    {
        using var other = new Listener();
        using var sandbox = Submitting.Start();
        await sandbox.Submit("a@example.com", "Private");
        await using var browser = await LoggedBrowser.Start("--host-resolver-rules=MAP rebound.test 127.0.0.1");
        var page = browser.Page;
        await page.GotoAsync(other.Address + "/other");

        var read = await page.EvaluateAsync<string>(
            "address => fetch(address + 'inbox/mails').then(r => r.text()).catch(() => 'refused')", sandbox.Inbox.ToString());
        await page.EvaluateAsync(
            """
            async address => {
                const body = new URLSearchParams({ api_user: 'sandbox@example.com', api_pwd: 'sandbox', from: 'a@b.cn', fromname: 'x', to: 'b@x.cn', subject: 'Planted', html: 'x' });
                await fetch(address + 'v1/mail/send', { method: 'POST', mode: 'no-cors', body });
                await fetch(address + 'inbox/clear', { method: 'POST', mode: 'no-cors' });
                await fetch(address + 'inbox/clear', { method: 'POST', headers: { 'X-EmailCar-Inbox': '1' } }).catch(() => 0);
                const frame = Object.assign(document.createElement('iframe'), { name: 'f', src: address });
                document.body.append(frame);
                const form = Object.assign(document.createElement('form'), { action: address + 'inbox/clear', method: 'post', target: 'f' });
                document.body.append(form);
                form.submit();
                await new Promise(done => frame.onload = done);
            }
            """,
            sandbox.Inbox.ToString());
        Assert.Equal("refused", read);
        Assert.Equal(["Private"], sandbox.Mails.Select(mail => mail.Content.Subject));

        var rebound = await page.GotoAsync($"http://rebound.test:{sandbox.Inbox.Port}/");
        Assert.Equal(403, rebound!.Status);
        await page.GotoAsync(other.Address + "/other");
        await page.EvaluateAsync("address => { location = address }", sandbox.Inbox.ToString());
        await page.Locator(".row", new PageLocatorOptions { HasText = "Private" }).WaitForAsync();
    }
}
