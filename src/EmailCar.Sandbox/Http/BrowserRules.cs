namespace EmailCar.Sandbox.Http;

/// <summary>
/// Rejects requests from other pages in a browser. Such pages can send requests to this machine, by its address or by a host name that
/// resolves to it; they are recognized by headers that no page can change.
/// </summary>
internal sealed class BrowserRules(int port)
{
    private readonly string[] _hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];

    /// <summary>Returns why the request is rejected, or null if it is not.</summary>
    public string? Refusal(RequestHead head)
    {
        var host = head["Host"];
        if (!_hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return "The Host header must be 127.0.0.1 or localhost with the port of the sandbox.";
        }

        if (head.Has("Origin") && !head["Origin"].Equals("http://" + host, StringComparison.OrdinalIgnoreCase))
        {
            return "Requests from other web pages are not allowed.";
        }

        return head["Sec-Fetch-Site"] is "" or "same-origin" or "none" || IsVisit(head)
            ? null
            : "Requests from other web pages are not allowed.";
    }

    /// <summary>
    /// Returns whether the request opens the inbox. A link to it may be followed from any page, because the linking page cannot read the
    /// inbox.
    /// </summary>
    private static bool IsVisit(RequestHead head) =>
        head is { Method: "GET", Path: "/" } && head["Sec-Fetch-Mode"] == "navigate" && head["Sec-Fetch-Dest"] == "document";
}
