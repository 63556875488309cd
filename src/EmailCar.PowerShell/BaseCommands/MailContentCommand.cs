using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using EmailCar.Addresses;
using EmailCar.Emails;
using EmailCar.Rows;

namespace EmailCar.BaseCommands;

/// <summary>Base class for cmdlets with the content of emails as parameters.</summary>
public abstract class MailContentCommand : ConnectedCommand
{
    private const int DefaultMaxAttachmentSize = 10 * 1024 * 1024;

    /// <summary>The subject, a single line.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseSubject, Columns.ChineseTitle)]
    public string? Subject { get; set; }

    /// <summary>The body, text or HTML; several lines are joined.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.Body, Columns.Content, Columns.ChineseBody, Columns.ChineseContent)]
    [Body]
    public string[]? Html { get; set; }

    /// <summary>The sender address, registered with EmailCar.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? From { get; set; }

    /// <summary>The sender's display name; the default is the sender address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseFromName)]
    public string? FromName { get; set; }

    /// <summary>The address for replies; the default is the sender.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseReplyTo)]
    public string? ReplyTo { get; set; }

    /// <summary>Counts opens.</summary>
    [Parameter]
    public SwitchParameter TrackOpens { get; set; }

    /// <summary>Counts clicks; links in the email are rewritten.</summary>
    [Parameter]
    public SwitchParameter TrackClicks { get; set; }

    /// <summary>
    /// Files to send with the email. Wildcards are expanded. With -Merge, tags in a path are filled from each row. If the parameter is
    /// omitted, the column of the row is used.
    /// </summary>
    [Parameter]
    [BlankIsDefault, SupportsWildcards]
    public string[]? Attachment { get; set; }

    /// <summary>The folder that contains the files of paths in rows and tags; the default is the current location.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? AttachmentRoot { get; set; }

    /// <summary>The maximum size of all files of one email, in bytes.</summary>
    [Parameter]
    [BlankIsDefault((long)DefaultMaxAttachmentSize), ValidateRange(1, long.MaxValue)]
    public long MaxAttachmentSize { get; set; } = DefaultMaxAttachmentSize;

    /// <summary>Images in the HTML: a hashtable of names, used as cid:name, and paths; or auto, for images with relative paths in the HTML.</summary>
    [Parameter]
    [BlankIsDefault]
    public object? InlineImage { get; set; }

    /// <summary>The plain text body; the default is to create it from the HTML.</summary>
    [Parameter]
    [BlankIsDefault]
    public string[]? Text { get; set; }

    /// <summary>Addresses that get a visible copy of every email.</summary>
    [Parameter]
    [BlankIsDefault]
    public string[]? Cc { get; set; }

    /// <summary>Addresses that get a hidden copy of every email.</summary>
    [Parameter]
    [BlankIsDefault]
    public string[]? Bcc { get; set; }

    /// <summary>The importance in the header of the email; Normal adds no header.</summary>
    [Parameter]
    [BlankIsDefault("Normal"), ValidateSet("Low", "Normal", "High")]
    public string Priority { get; set; } = "Normal";

    /// <summary>Additional header fields: a hashtable of names and values.</summary>
    [Parameter]
    [BlankIsDefault]
    public IDictionary? Header { get; set; }

    /// <summary>How emails are sent: Auto uses SMTP only for emails that need it.</summary>
    [Parameter]
    [BlankIsDefault("Auto"), ValidateSet("Auto", "WebApi", "Smtp")]
    public string Via { get; set; } = "Auto";

    /// <summary>Whether every email is sent with copies.</summary>
    internal bool HasCopies => Cc is not null || Bcc is not null;

    /// <summary>Returns null for a blank text, so that the column, or else the default of the connection, is used.</summary>
    private protected static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Reads the parameters that the WebAPI does not support. An invalid value ends the cmdlet.</summary>
    private protected AdditionsReader NewAdditionsReader(MailMerge? merge)
    {
        var root = AttachmentRoot is null ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : FilePath(AttachmentRoot, Errors.InvalidAttachmentRoot);
        var files = new AttachmentReader(root, MaxAttachmentSize);
        var hasSmtp = Connection.Client.Settings.Smtp is not null;
        SendVia? via = Enum.TryParse<SendVia>(Via, ignoreCase: true, out var forced) ? forced : null;
        if (via == SendVia.Smtp && !hasSmtp)
        {
            ThrowTerminatingError(Errors.Parameter(RowProblem.SmtpRequired(isForced: false), Via));
        }

        var isTemplate = (string path) => merge is not null && AdditionsReader.HasTag(path);
        return new AdditionsReader(
            new GivenAdditions
            {
                Files = [.. (Attachment ?? []).Where(path => !isTemplate(path)).SelectMany(path => Expand(path, files))],
                Templates = Attachment is null ? null : [.. Attachment.Where(isTemplate)],
                Images = [.. Pairs(InlineImage as IDictionary).Select(image => Image(image, isTemplate))],
                FindsImages = FindsImages(),
                Text = Text is null ? null : string.Join("\n", Text),
                Cc = Addresses(Cc),
                Bcc = Addresses(Bcc),
                Priority = Priority.Equals("High", StringComparison.OrdinalIgnoreCase) ? MailPriority.High
                    : Priority.Equals("Low", StringComparison.OrdinalIgnoreCase) ? MailPriority.Low
                    : null,
                Headers = [.. Pairs(Header).Select(CheckHeader)],
                Via = via,
                HasSmtp = hasSmtp,
            },
            files,
            merge);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IDictionary? table) =>
        (table ?? new Hashtable()).Cast<DictionaryEntry>()
            .Select(entry => new KeyValuePair<string, string>(
                LanguagePrimitives.ConvertTo<string>(entry.Key).Trim(), LanguagePrimitives.ConvertTo<string>(entry.Value) ?? ""))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Returns the files for a path on the command line. A missing file is reported immediately, and not for each row.</summary>
    private IEnumerable<string> Expand(string path, AttachmentReader files)
    {
        IReadOnlyList<string> found;
        try
        {
            found = WildcardPattern.ContainsWildcardCharacters(path) && !IsFile(path)
                ? [.. SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider).Where(file => provider.Name == "FileSystem" && File.Exists(file))]
                : [FilePath(path, Errors.InvalidAttachmentRoot)];
        }
        catch (ItemNotFoundException)
        {
            found = [];
        }

        long total = 0;
        var problem = found.Count == 0 ? RowProblem.AttachmentNotFound(path) : null;
        foreach (var file in found)
        {
            files.Read(file, ref total, ref problem);
        }

        if (problem is not null)
        {
            ThrowTerminatingError(Errors.Parameter(problem, path));
        }

        return found;
    }

    private KeyValuePair<string, string> Image(KeyValuePair<string, string> image, Func<string, bool> isTemplate)
    {
        if (!Patterns.ImageName.IsMatch(image.Key) || string.IsNullOrWhiteSpace(image.Value))
        {
            ThrowTerminatingError(Errors.InvalidInlineImage(image.Key));
        }

        return isTemplate(image.Value) ? image : new(image.Key, FilePath(image.Value, Errors.InvalidAttachmentRoot));
    }

    private bool FindsImages()
    {
        var value = InlineImage is PSObject wrapped ? wrapped.BaseObject : InlineImage;
        if (value is string text && text.Trim().Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (value is not (null or IDictionary))
        {
            ThrowTerminatingError(Errors.InvalidInlineImage(value));
        }

        return false;
    }

    private IReadOnlyList<string> Addresses(string[]? given)
    {
        var readings = (given ?? []).SelectMany(MailReader.Split).Select(AddressReading.Of).ToArray();
        if (readings.FirstOrDefault(reading => !reading.IsValid) is { } bad)
        {
            ThrowTerminatingError(Errors.Parameter(RowProblem.InvalidAddress(bad), bad.Address));
        }

        return [.. readings.Select(reading => reading.Address).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private KeyValuePair<string, string> CheckHeader(KeyValuePair<string, string> header)
    {
        if (!Patterns.HeaderName.IsMatch(header.Key) || Patterns.ReservedHeader.IsMatch(header.Key) || header.Value.Any(c => char.IsControl(c) && c != '\t'))
        {
            ThrowTerminatingError(Errors.InvalidHeader(header.Key, header.Value));
        }

        return header;
    }

    /// <summary>Created when they are needed, so that a start without these parameters is not delayed.</summary>
    private static class Patterns
    {
        public static readonly Regex HeaderName = new(@"^[A-Za-z][A-Za-z0-9-]{0,76}\z");

        /// <summary>Fields that every email has, that name recipients, or that servers write.</summary>
        public static readonly Regex ReservedHeader = new(
            "^(From|To|Cc|Bcc|Subject|Date|Sender|Reply-To|Return-Path|Received|Message-ID|Importance|X-Priority|MIME-Version|Apparently-To|(Content|Resent|DKIM|ARC)-.*)\\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        /// <summary>The names that an image can have in the HTML.</summary>
        public static readonly Regex ImageName = new(@"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}\z");
    }
}
