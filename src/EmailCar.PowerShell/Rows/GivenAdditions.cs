using EmailCar.Emails;

namespace EmailCar.Rows;

/// <summary>What was given on the command line beside the fields of the WebAPI.</summary>
internal sealed record GivenAdditions
{
    /// <summary>Absolute paths of files that go with every email.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Paths with tags, which each row fills; null when -Attachment was not given, so that the row's column counts.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>Images by the name that the HTML has after cid: paths as they were typed, absolute unless they have tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Images { get; init; } = [];

    /// <summary>True finds the images that the HTML names by relative paths.</summary>
    public bool FindsImages { get; init; }

    /// <summary>The body as plain text.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public MailPriority? Priority { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The way that is forced; null takes SMTP only for emails that need it.</summary>
    public SendVia? Via { get; init; }

    /// <summary>True where the connection has an SMTP server.</summary>
    public bool HasSmtp { get; init; }
}
