using System.Text.RegularExpressions;
using EmailCar.Emails;

namespace EmailCar.Rows;

/// <summary>Adds to an email what the WebAPI does not support, and chooses how the email is sent.</summary>
internal sealed class AdditionsReader(GivenAdditions given, AttachmentReader files, MailMerge? merge)
{
    /// <summary>The source of an image, in any quotes.</summary>
    private static readonly Regex ImageSource = new(
        @"(?<before><img\b[^<>]*?\bsrc\s*=\s*)(?:""(?<source>[^""<>]*)""|'(?<source>[^'<>]*)'|(?<source>[^\s""'<>]+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A source that is not a relative path: it has a scheme, is absolute, or is an anchor in the page.</summary>
    private static readonly Regex OtherSource = new(@"^(?:[a-z][a-z0-9+.-]*:|[/\\#?])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Returns why a parameter is not a valid template, or null if all are.</summary>
    public RowProblem? CheckGiven() =>
        merge?.Check(Columns.Text, given.Text)
        ?? (given.Templates ?? []).Concat(given.Images.Select(image => image.Value))
            .Select(path => merge?.Check(Columns.Attachment, path))
            .FirstOrDefault(problem => problem is not null);

    /// <summary>Returns the email with its additions.</summary>
    /// <param name="content">The email so far.</param>
    /// <param name="row">Its row.</param>
    /// <param name="problem">Set if a file is missing or must not be sent, or if the email cannot be sent in the required way.</param>
    public MailContent Extend(MailContent content, Row row, ref RowProblem? problem)
    {
        if (problem is not null)
        {
            return content; // no file is read for an email that is not sent
        }

        var attachments = new List<MailAttachment?>();
        long total = 0;
        foreach (var path in given.Files)
        {
            attachments.Add(files.Read(path, ref total, ref problem));
        }

        foreach (var path in PathsOf(row, ref problem))
        {
            attachments.Add(files.ReadBelowRoot(path, ref total, ref problem));
        }

        foreach (var image in given.Images)
        {
            attachments.Add(HasTag(image.Value)
                ? files.ReadBelowRoot(Fill(image.Value, row, ref problem), ref total, ref problem, image.Key)
                : files.Read(image.Value, ref total, ref problem, image.Key));
        }

        var html = given.FindsImages ? FindImages(content.Html, attachments, ref total, ref problem) : content.Html;
        var text = given.Text is { } template && merge is not null ? merge.Fill(Columns.Text, template, row, ref problem) : given.Text;
        var found = attachments.OfType<MailAttachment>().ToArray();
        var needsSmtp = found.Length > 0 || text is not null || given.Cc.Count + given.Bcc.Count + given.Headers.Count > 0 || given.Priority is not null;
        problem ??= needsSmtp && given.Via == SendVia.WebApi ? RowProblem.SmtpRequired(isForced: true)
            : needsSmtp && !given.HasSmtp ? RowProblem.SmtpRequired(isForced: false)
            : null;
        return content with
        {
            Html = html,
            Via = given.Via ?? (needsSmtp ? SendVia.Smtp : SendVia.WebApi),
            Additions = !needsSmtp ? null : new MailAdditions
            {
                Text = text,
                Cc = given.Cc,
                Bcc = given.Bcc,
                Priority = given.Priority,
                Headers = given.Headers,
                Attachments = found,
            },
        };
    }

    /// <summary>Returns whether a path on the command line contains a tag, so that it depends on the row.</summary>
    public static bool HasTag(string path) => path.Contains("{{");

    private List<string> PathsOf(Row row, ref RowProblem? problem)
    {
        if (given.Templates is { } templates)
        {
            var paths = new List<string>();
            foreach (var template in templates)
            {
                paths.Add(Fill(template, row, ref problem));
            }

            return paths;
        }

        // An empty cell is an empty path too, because an email that should have an attachment must not be sent without it.
        var values = row.AllValues(Columns.AttachmentNames);
        problem ??= row.Problem;
        return [.. values.SelectMany(value => value.Split(';')).Select(value => value.Trim())];
    }

    private string Fill(string path, Row row, ref RowProblem? problem) =>
        problem is null ? merge!.FillPath(path, row, ref problem) ?? "" : "";

    /// <summary>Returns the HTML with the names of images instead of relative paths.</summary>
    private string FindImages(string html, List<MailAttachment?> attachments, ref long total, ref RowProblem? problem)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in ImageSource.Matches(html))
        {
            var source = match.Groups["source"].Value.Trim();
            if (source.Length == 0 || OtherSource.IsMatch(source) || names.ContainsKey(source))
            {
                continue;
            }

            var path = Uri.UnescapeDataString(System.Net.WebUtility.HtmlDecode(source).Split('?', '#')[0]);
            var name = $"image{names.Count + 1}";
            if (files.ReadBelowRoot(path, ref total, ref problem, name) is { } image)
            {
                attachments.Add(image);
                names.Add(source, name);
            }
        }

        return names.Count == 0 ? html : ImageSource.Replace(html, match => names.TryGetValue(match.Groups["source"].Value.Trim(), out var name)
            ? $"{match.Groups["before"].Value}\"cid:{name}\""
            : match.Value);
    }
}
