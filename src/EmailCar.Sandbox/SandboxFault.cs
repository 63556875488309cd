namespace EmailCar.Sandbox;

/// <summary>What a sandbox can do wrong on purpose with a submission.</summary>
public enum SandboxFault
{
    /// <summary>Refused as too fast; nothing is accepted.</summary>
    TooFast,

    /// <summary>HTTP status 500 without a readable answer; nothing is accepted.</summary>
    ServerError,

    /// <summary>The connection is closed without an answer; nothing is accepted.</summary>
    Drop,

    /// <summary>The submission is accepted, then the connection is closed without an answer.</summary>
    DropAfterAccept,

    /// <summary>No answer comes, and the connection stays open; nothing is accepted.</summary>
    Hang,

    /// <summary>A web page with HTTP status 200 in place of the answer, as a proxy may send it; nothing is accepted.</summary>
    HtmlPage,

    /// <summary>The submission is accepted, and the connection is closed in the middle of the answer.</summary>
    Truncated,

    /// <summary>Refused because no points are left; nothing is accepted.</summary>
    NoPoints,
}
