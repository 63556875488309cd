using System.Diagnostics;
using EmailCar.Inbox.Tests.Browsing;
using Microsoft.Playwright;

namespace EmailCar.Inbox.Tests.Hostile;

/// <summary>
/// Chromium as a user starts it, with an empty profile and a log of all network activity, because contexts that Playwright creates
/// do not prefetch.
/// </summary>
internal sealed class LoggedBrowser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LoggedBrowser(DirectoryInfo folder, Process process, IPlaywright playwright, IBrowser browser)
    {
        _folder = folder;
        _process = process;
        _playwright = playwright;
        _browser = browser;
    }

    public IPage Page => _browser.Contexts[0].Pages[0];

    public static async Task<LoggedBrowser> Start(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("inbox-tests-");
        var start = new ProcessStartInfo(Browser.Executable!) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] all =
        [
            "--headless", .. Browser.Quiet, .. arguments, "--remote-debugging-port=0", $"--user-data-dir={Path.Combine(folder.FullName, "profile")}",
            $"--log-net-log={Path.Combine(folder.FullName, "net.json")}", "about:blank",
        ];
        Array.ForEach(all, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        var portFile = Path.Combine(folder.FullName, "profile", "DevToolsActivePort");
        await Until(() => File.Exists(portFile) && File.ReadAllLines(portFile).Length > 1);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.ConnectOverCDPAsync($"http://127.0.0.1:{(await File.ReadAllLinesAsync(portFile))[0]}");
        return new LoggedBrowser(folder, process, playwright, browser);
    }

    /// <summary>Closes the browser, which completes the log.</summary>
    /// <returns>The log: JSON with the host names and addresses of all lookups, connections and requests.</returns>
    public async Task<string> Close()
    {
        var session = await _browser.NewBrowserCDPSessionAsync();
        await session.SendAsync("Browser.close");
        await _process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "net.json"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _browser.DisposeAsync();
        _playwright.Dispose();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    public static async Task Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not happen.");
            await Task.Delay(50);
        }
    }
}
