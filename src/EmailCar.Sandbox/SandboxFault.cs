namespace EmailCar.Sandbox;

/// <summary>The faults that a sandbox can simulate for a submission.</summary>
public enum SandboxFault
{
    /// <summary>The submission is rejected as too fast; nothing is accepted.</summary>
    TooFast,

    /// <summary>The response has HTTP status 500 and is not readable; nothing is accepted.</summary>
    ServerError,

    /// <summary>The connection is closed without a response; nothing is accepted.</summary>
    Drop,

    /// <summary>The submission is accepted, then the connection is closed without a response.</summary>
    DropAfterAccept,

    /// <summary>There is no response, and the connection stays open; nothing is accepted.</summary>
    Hang,

    /// <summary>The response is a web page with HTTP status 200, as from a proxy; nothing is accepted.</summary>
    HtmlPage,

    /// <summary>The submission is accepted, and the connection is closed in the middle of the response.</summary>
    Truncated,

    /// <summary>The submission is rejected because there are no points left; nothing is accepted.</summary>
    NoPoints,
}
