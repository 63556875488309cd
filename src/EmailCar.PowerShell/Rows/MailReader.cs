using EmailCar.Addresses;
using EmailCar.Emails;
using EmailCar.Guarding;

namespace EmailCar.Rows;

/// <summary>The values from the command line; null for a parameter that is not given, or is a script block.</summary>
internal sealed record GivenParameters(
    string[]? To,
    string? Subject,
    string[]? Html,
    string? From,
    string? FromName,
    string? ReplyTo,
    string? MessageKey,
    bool? TrackOpens,
    bool? TrackClicks,
    HashSet<string> Names);

/// <summary>The values that PowerShell has bound for this input: from the command line, a column, or a script block.</summary>
internal sealed record BoundColumns(
    string[]? To, string? Subject, string[]? Html, string? From, string? FromName, string? ReplyTo, string? MessageKey);

/// <summary>The email of one recipient, or the reason why there is none.</summary>
/// <param name="Source">The input it was made from, as the target of errors.</param>
/// <param name="Address">The address; the original text if it is not valid.</param>
/// <param name="Subject">The subject; may be empty if there is a problem.</param>
/// <param name="MessageKey">The caller's key for the email; null if there is none.</param>
/// <param name="Content">The content; null if there is a problem.</param>
/// <param name="Problem">Why it cannot be sent; null if it can.</param>
internal sealed record MailToSend(
    object Source, string Address, string? Subject, string? MessageKey, MailContent? Content, RowProblem? Problem)
{
    /// <summary>Whether the address is present and valid.</summary>
    public bool HasUsableAddress { get; init; }

    /// <summary>The address that was probably meant; null if there is no suggestion.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The original address; null if it was not changed.</summary>
    public string? Given { get; init; }

    /// <summary>Whether it should be merged although no template so far uses a column.</summary>
    public bool IsMergedWithoutTags { get; init; }

    /// <summary>Whether mail programs cut off its body after inlining.</summary>
    public bool IsTooLong { get; init; }
}

/// <summary>Makes emails from pipeline input. Parameters have priority over columns, and columns over the connection's defaults.</summary>
internal sealed class MailReader(Connection connection, GivenParameters given, MailMerge? merge, CssInlining? inlining, AdditionsReader additions, Func<string, bool> isFile)
{
    private static readonly char[] Separators = [';', ',', '；', '，', '\r', '\n'];

    private MailContent? _last;
    private string[]? _lines;
    private string? _joined;
    private string? _html;
    private RowProblem? _htmlProblem;
    private string? _from;
    private AddressReading? _sender;

    /// <summary>Returns why a parameter cannot be a body or a template, or null if all can.</summary>
    public RowProblem? CheckGiven() =>
        BodyProblem(Lines(given.Html))
        ?? merge?.Check(Columns.Subject, given.Subject)
        ?? merge?.Check(Columns.Html, Lines(given.Html))
        ?? inlining?.Check(Lines(given.Html))
        ?? merge?.Check(Columns.FromName, given.FromName ?? NameIn(given.From) ?? connection.FromName)
        ?? merge?.Check(Columns.ReplyTo, given.ReplyTo ?? connection.ReplyTo)
        ?? additions.CheckGiven();

    /// <summary>Returns whether an address is piped in although the command line already has one.</summary>
    public bool HasTwoSources(Row row, BoundColumns bound) =>
        given.To is not null && row.Recipients is not null && bound.To is not null;

    /// <summary>Returns the addresses in a cell of a list.</summary>
    public static IEnumerable<string> Split(string? text) =>
        AddressReading.Split(text ?? "", Separators).Select(value => value.Trim()).Where(IsFilled);

    /// <summary>Returns one email for each address of the input; if there is no address, one with a problem.</summary>
    public IEnumerable<MailToSend> Read(Row row, BoundColumns bound)
    {
        if (row.IsBlank)
        {
            yield break;
        }

        RowProblem? problem = HasTwoSources(row, bound) ? RowProblem.ToWithPipelineInput : null;
        var content = Content(row, bound, ref problem);
        var key = Choose(given.MessageKey, bound.MessageKey, row, Columns.MessageKeyNames);
        key = IsFilled(key) ? key : null;
        var any = false;
        foreach (var address in Addresses(row, bound))
        {
            any = true;
            var reading = AddressReading.Of(address);
            var reason = reading.IsValid ? problem ?? row.Problem ?? NotAllowed(reading.Address, content) : RowProblem.InvalidAddress(reading);
            yield return new MailToSend(row.Input ?? address, reading.Address, content.Subject, key, reason is null ? content : null, reason?.In(row.Number))
            {
                HasUsableAddress = reading.IsValid,
                Suggestion = reading.Suggestion,
                Given = reading.IsNormalized ? address : null,
                IsMergedWithoutTags = merge is { ChangesNothing: true },
                IsTooLong = reason is null && inlining?.IsTooLong(content.Html) == true,
            };
        }

        if (!any)
        {
            yield return new MailToSend(row.Input ?? "", "", content.Subject, key, null, (row.Problem ?? RowProblem.MissingAddress).In(row.Number));
        }
    }

    /// <summary>
    /// Returns why the staging guard rejects an email with its copies, or null if it does not. A guard that redirects omits copies.
    /// </summary>
    private RowProblem? NotAllowed(string address, MailContent content)
    {
        var guard = connection.RecipientGuard;
        if (!guard.IsActive || guard.RedirectTo is not null)
        {
            return null;
        }

        var refused = new[] { address }.Concat(content.Additions?.Cc ?? []).Concat(content.Additions?.Bcc ?? [])
            .FirstOrDefault(recipient => guard.Apply(recipient).Outcome == GuardOutcome.Rejected);
        return refused is null ? null : RowProblem.RecipientNotAllowed(refused);
    }

    private IEnumerable<string> Addresses(Row row, BoundColumns bound)
    {
        // A script block for -To has priority over the text it was made from, because it may redirect emails to a test address.
        var values = given.To
            ?? (bound.To is { } to && to.Any(IsFilled) ? to : null)
            ?? (given.Names.Contains(Columns.To) ? Array.Empty<string>() : null)
            ?? row.Recipients
            ?? [];
        return values.SelectMany(Split);
    }

    private MailContent Content(Row row, BoundColumns bound, ref RowProblem? problem)
    {
        var ownFrom = Choose(given.From, bound.From, row, Columns.FromNames);
        var from = ownFrom ?? connection.From;

        // Addresses are sent in the form that was checked: without names, surrounding blanks, and full-width characters.
        var sender = Sender(from ?? "");
        var ownName = given.FromName ?? NameIn(given.From) ?? Choose(null, bound.FromName, row, Columns.FromNameNames) ?? NameIn(ownFrom);
        var fromName = Merged(Columns.FromName, ownName, row, ref problem)
            ?? Merged(Columns.FromName, connection.FromName, row, ref problem)
            ?? sender.Address;
        var replyTo = Merged(Columns.ReplyTo, Choose(given.ReplyTo, bound.ReplyTo, row, Columns.ReplyToNames), row, ref problem)
            ?? Merged(Columns.ReplyTo, connection.ReplyTo, row, ref problem);
        var subject = Choose(given.Subject, bound.Subject, row, given.Names.Contains(Columns.Subject) ? [] : Columns.SubjectNames);

        // If -Html is null, for example because a file does not exist, the body in the row must not be sent instead.
        var html = Lines(given.Html) ?? (Lines(bound.Html) is var lines && IsFilled(lines) ? lines : given.Names.Contains(Columns.Html) ? null : row.Html);
        problem ??= BodyProblem(html);
        subject = OneLine(Merged(Columns.Subject, subject, row, ref problem));
        var own = html;
        html = own is null || inlining is null ? own : inlining.Inline(own, ref problem);
        var isInlined = !ReferenceEquals(html, own);
        html = Merged(Columns.Html, html, row, ref problem);
        var opens = given.TrackOpens ?? row.Flag(Columns.TrackOpensNames, otherwise: false, ref problem);
        var clicks = given.TrackClicks ?? row.Flag(Columns.TrackClicksNames, otherwise: false, ref problem);

        var answers = IsFilled(replyTo) ? AddressReading.Of(replyTo!) : null;
        problem ??= row.IsUnreadable ? RowProblem.UnreadableText
            : row.Problem is { } unreadable ? unreadable
            : !IsFilled(from) ? RowProblem.MissingSender
            : HasLineBreak(from) ? RowProblem.LineBreak(Columns.From)
            : !sender.IsValid ? RowProblem.InvalidSender(from!)
            : HasLineBreak(replyTo) ? RowProblem.LineBreak(Columns.ReplyTo)
            : answers is { IsValid: false } ? RowProblem.InvalidReplyTo(replyTo!)
            : HasLineBreak(fromName) ? RowProblem.LineBreak(Columns.FromName)
            : HasLineBreak(subject) ? RowProblem.LineBreak(Columns.Subject)
            : !IsFilled(subject) ? RowProblem.MissingSubject
            : !IsFilled(html) ? RowProblem.MissingHtml
            : null;

        var content = additions.Extend(new MailContent(sender.Address, fromName, answers?.Address, subject ?? "", html ?? "", opens, clicks), row, ref problem);

        if (isInlined && problem is null)
        {
            // The original body identifies the email in the journal, so that emails are not sent again when inlining is switched on.
            content = content with { OriginalHtml = merge is null ? own : merge.Fill(Columns.Html, own!, row, ref problem, isOriginal: true) };
        }

        // Rows with the same content share one object, so that it is compared and hashed only once.
        return _last = content == _last ? _last! : content;
    }

    /// <summary>
    /// Returns why a text cannot be a body, or null if it can. -Html is the same for each row, so it is checked only once.
    /// </summary>
    private RowProblem? BodyProblem(string? html)
    {
        if (!ReferenceEquals(html, _html))
        {
            _html = html;
            _htmlProblem = html is null ? null : BodyCheck.Find(html, isFile);
        }

        return _htmlProblem;
    }

    /// <summary>Returns the name before a sender's address, or null if there is none.</summary>
    private string? NameIn(string? from) => from is null ? null : Sender(from).DisplayName;

    /// <summary>Parses a sender. -From is the same for each row, so it is parsed only once.</summary>
    private AddressReading Sender(string from)
    {
        if (!ReferenceEquals(from, _from))
        {
            _from = from;
            _sender = AddressReading.Of(from);
        }

        return _sender!;
    }

    /// <summary>Removes trailing line breaks, which Get-Content -Raw returns.</summary>
    private static string? OneLine(string? text) => HasLineBreak(text) && text!.Trim() is var line && !HasLineBreak(line) ? line : text;

    private static string? Choose(string? given, string? bound, Row row, string[] names) =>
        given ?? (IsFilled(bound) ? bound : row.Text(names));

    /// <summary>Returns the row's text for a template, or null if it is blank, so that the next default is used.</summary>
    private string? Merged(string name, string? text, Row row, ref RowProblem? problem)
    {
        if (merge is null || text is null || problem is not null)
        {
            return text;
        }

        var merged = merge.Fill(name, text, row, ref problem);
        return IsFilled(merged) ? merged : null;
    }

    /// <summary>Joins the lines to one text. -Html has the same lines for each row, so they are joined only once.</summary>
    private string? Lines(string[]? lines)
    {
        if (!ReferenceEquals(lines, _lines))
        {
            _lines = lines;
            _joined = lines is null ? null : lines.Length == 1 ? lines[0] : string.Join("\n", lines);
        }

        return _joined;
    }

    private static bool IsFilled(string? text) => !string.IsNullOrWhiteSpace(text);

    private static bool HasLineBreak(string? text) => text is not null && text.IndexOfAny(['\r', '\n']) >= 0;
}
