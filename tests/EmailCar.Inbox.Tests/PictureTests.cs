using EmailCar.Inbox.Tests.Browsing;
using EmailCar.Sandbox;
using Microsoft.Playwright;

namespace EmailCar.Inbox.Tests;

/// <summary>Takes the screenshots for the documentation into artifacts/inbox, and measures some of their properties.</summary>
public sealed class PictureTests(Browser browser) : IClassFixture<Browser>
{
    private const string Welcome =
        """
        <!doctype html><html><body style="margin:0;background:#f2f4f8;font-family:'Segoe UI','Noto Sans CJK SC',sans-serif">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
        <table role="presentation" width="560" style="max-width:100%;background:#fff;border-radius:10px" cellpadding="0" cellspacing="0">
        <tr><td style="background:#1f5fd1;color:#fff;padding:20px 28px;border-radius:10px 10px 0 0;font-size:20px"><b>TITLE</b></td></tr>
        <tr><td style="padding:24px 28px;color:#222;line-height:1.6">BODY
        <p style="margin:26px 0"><a href="https://example.com/" style="background:#1f5fd1;color:#fff;padding:11px 22px;border-radius:6px;text-decoration:none">BUTTON</a></p>
        <img src="https://example.com/banner.png" width="300" height="60" alt=""></td></tr></table></td></tr></table></body></html>
        """;

    [BrowserFact]
    public async Task The_page_is_photographed_and_nothing_overflows()
    {
        using var sandbox = Submitting.Start();
        await Fill(sandbox);
        await Take(sandbox, "inbox", "en-US", 1280, "Welcome", isDark: false);
        await Take(sandbox, "inbox-dark", "en-US", 1280, "Reset", isDark: true);
        await Take(sandbox, "inbox-phone", "en-US", 375, null, isDark: false);

        using var chinese = Submitting.Start();
        await FillInChinese(chinese);
        await Take(chinese, "inbox-zh", "zh-CN", 1280, "工资条", isDark: false);
    }

    private static async Task FillInChinese(SandboxServer sandbox)
    {
        string[] people = ["张伟", "李娜", "王芳", "陈杰", "刘洋"];
        string[] addresses = ["zhang.wei@example.com", "li.na@example.com", "wang.fang@example.com", "chen.jie@example.com", "bounce.liu@example.com"];
        foreach (var (address, i) in addresses.Select((address, i) => (address, i)))
        {
            await sandbox.Submit(address, $"您的订单 2026{1041 + i} 已发货", Page("订单已发货", "<p>您好！</p><p>您的订单已发出。</p>", "查看物流"), fromName: "示例商店");
        }

        sandbox.Faults = new SandboxFaults([SandboxFault.DropAfterAccept], 100, 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Submit("wu.hao@example.com", "重置密码", Page("重置密码", "<p>您好！</p>", "重置"), fromName: "示例商店"));
        sandbox.Faults = SandboxFaults.None;
        foreach (var (address, i) in addresses.Select((address, i) => (address, i)).Reverse())
        {
            sandbox.SubmitBySmtp(
                address,
                $"{people[i]}，您的5月工资条",
                Page("2026年5月工资条", $"<p>{people[i]}，您好！</p><p>5月工资已于今日发放，明细请见附件。</p><ul><li>实发金额和各项扣款见附件第一页</li><li>如有疑问，请于三个工作日内联系人事部</li></ul>", "查看工资明细"),
                new Dictionary<string, (string, byte[])>(),
                [($"{people[i]} 2026年5月.pdf", new byte[48_200])],
                "示例公司人事部");
        }
    }

    private static string Page(string title, string body, string button) =>
        Welcome.Replace("TITLE", title, StringComparison.Ordinal).Replace("BODY", body, StringComparison.Ordinal).Replace("BUTTON", button, StringComparison.Ordinal);

    private static async Task Fill(SandboxServer sandbox)
    {
        string[] people = ["zhang.wei", "li.na", "wang.fang", "chen.jie", "liu.yang", "zhao.min", "bounce.sun"];
        foreach (var (person, i) in people.Select((person, i) => (person, i)))
        {
            await sandbox.Submit($"{person}@example.com", $"Your order 2026-{1041 + i} has been shipped", Page("Your order is on its way", "<p>Hello!</p><p>We have shipped your order.</p>", "Track it"));
            await sandbox.Submit($"{person}@example.com", "您的电子发票已开具", Page("电子发票", "<p>您好！</p><p>本次订单的电子发票已开具。</p>", "查看发票"), fromName: "示例商店");
        }

        sandbox.Faults = new SandboxFaults([SandboxFault.DropAfterAccept], 100, 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Submit("wu.hao@example.com", "Reset your password", Page("Reset", "<p>Hello</p>", "Reset")));
        sandbox.Faults = SandboxFaults.None;
        await sandbox.Submit("slow.tang@example.com;li.na@example.com;zhang.wei@example.com", "Welcome to Example Shop", Page("Welcome, 欢迎!", "<p>Hello Na,</p><p>your account is ready. Here is what you can do first:</p><ul><li>complete your profile</li><li>choose what we may write to you about</li></ul>", "Open my account"));
    }

    private async Task Take(SandboxServer sandbox, string name, string locale, int width, string? opened, bool isDark)
    {
        var page = await browser.Open(sandbox.Inbox, locale, width, 720, isDark);
        await page.Locator(".row").First.WaitForAsync();
        if (opened is not null)
        {
            await page.Locator(".row", new PageLocatorOptions { HasText = opened }).First.ClickAsync();
            await page.FrameLocator("iframe").Locator("a").WaitForAsync();
        }

        var folder = Path.Combine(Repository.Root, "artifacts", "inbox");
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(picture.Length, 10_000, 250_000);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Context.CloseAsync();
    }
}
