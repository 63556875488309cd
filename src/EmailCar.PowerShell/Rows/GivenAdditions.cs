using EmailCar.Emails;

namespace EmailCar.Rows;

/// <summary>The parameters on the command line that the WebAPI does not support.</summary>
internal sealed record GivenAdditions
{
    /// <summary>Absolute paths of files that are sent with every email.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Paths with tags, which are filled from each row; null if -Attachment is omitted, so that the column of the row is used.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>Images by their name after cid: in the HTML. Paths are as on the command line, absolute unless they contain tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Images { get; init; } = [];

    /// <summary>Whether to find the images with relative paths in the HTML.</summary>
    public bool FindsImages { get; init; }

    /// <summary>The plain text body.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public MailPriority? Priority { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How emails must be sent; null to use SMTP only for emails that need it.</summary>
    public SendVia? Via { get; init; }

    /// <summary>Whether the connection has an SMTP server.</summary>
    public bool HasSmtp { get; init; }
}
