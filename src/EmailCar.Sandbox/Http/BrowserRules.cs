namespace EmailCar.Sandbox.Http;

/// <summary>
/// Keeps other pages of a browser away. They can send requests to this machine, by its address or by a name of their own that
/// leads here; what gives them away are headers that no page can change.
/// </summary>
internal sealed class BrowserRules(int port)
{
    private readonly string[] _hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];

    /// <summary>Why the request is refused; null when it is not.</summary>
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

    /// <summary>A link to the inbox may be followed from anywhere: the page shows nothing to who linked to it.</summary>
    private static bool IsVisit(RequestHead head) =>
        head is { Method: "GET", Path: "/" } && head["Sec-Fetch-Mode"] == "navigate" && head["Sec-Fetch-Dest"] == "document";
}
