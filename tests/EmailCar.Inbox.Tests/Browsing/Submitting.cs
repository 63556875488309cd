using EmailCar.Sandbox;

namespace EmailCar.Inbox.Tests.Browsing;

/// <summary>Sends to a sandbox without the client.</summary>
internal static class Submitting
{
    private static readonly HttpClient Http = new();

    public static async Task<string> Submit(
        this SandboxServer sandbox,
        string to,
        string subject = "Hello",
        string html = "<p>Hello</p>",
        string from = "support@example.com",
        string fromName = "Example Shop")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["api_user"] = sandbox.UserName,
            ["api_pwd"] = sandbox.Password,
            ["from"] = from,
            ["fromname"] = fromName,
            ["to"] = to,
            ["subject"] = subject,
            ["html"] = html,
        });
        using var answer = await Http.PostAsync(new Uri(sandbox.Endpoint, "mail/send"), form);
        return await answer.Content.ReadAsStringAsync();
    }

    public static SandboxServer Start(SandboxFaults? faults = null) => SandboxServer.Start(new SandboxOptions
    {
        RequestsPerSecond = 0,
        EmailPoints = 1_000_000,
        Faults = faults ?? SandboxFaults.None,
    });
}
