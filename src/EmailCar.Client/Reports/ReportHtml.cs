using System.Globalization;
using System.Text;
using EmailCar.Templates;

namespace EmailCar.Reports;

/// <summary>
/// A report as one HTML document that works both as a page and as the body of an email: only tables and style attributes, no script, no
/// style sheet, no image. docs/reports.md lists the elements, attributes and properties, and explains why.
/// </summary>
public sealed class ReportHtml
{
    private const string Padding = "padding:20px 16px 0";

    private readonly StringBuilder _html = new();
    private readonly Report _report;
    private readonly ReportLanguage _language;

    private ReportHtml(Report report, ReportLanguage language)
    {
        _report = report;
        _language = language;
    }

    /// <summary>Writes a report.</summary>
    /// <param name="report">The content of the report.</param>
    /// <param name="language">The texts of the report.</param>
    /// <param name="title">The title; null for the default title.</param>
    /// <param name="time">The time when the report was created.</param>
    public static string Write(Report report, ReportLanguage language, string? title, DateTimeOffset time) =>
        new ReportHtml(report, language).Write(title ?? language.Text(ReportText.Title), time);

    /// <summary>Encodes a value as text of the document. Braces are encoded too, so that -Merge does not read them as a tag.</summary>
    internal static string Encode(string text) => HtmlText.Encode(text).Replace("{", "&#123;").Replace("}", "&#125;");

    private string Write(string title, DateTimeOffset time)
    {
        var summary = Summary();
        Begin(title, summary);
        Open("padding:24px 16px 0");
        _html.Append("<h1 style=\"margin:0;").Append(ReportStyle.Font(22, 28, ReportStyle.Text, isBold: true)).Append("\">").Append(Encode(title)).Append("</h1>");
        Paragraph(Period(), ReportStyle.Muted);
        Paragraph(summary, ReportStyle.Text);
        Close();
        if (_report.Total.Total > 0)
        {
            Totals();
        }

        Problems();
        if (_report.Total.Total > 0)
        {
            Chart();
            Details();
        }

        Points();
        if (_report.Total.Total > 0)
        {
            Numbers();
        }

        Open("padding:20px 16px 24px");
        Paragraph(_language.Text(ReportText.Footer, time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)), ReportStyle.Muted, 12);
        Close();
        _html.Append("</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body></html>\n");
        return _html.ToString();
    }

    private void Begin(string title, string summary)
    {
        _html.Append("<!DOCTYPE html>\n<html lang=\"").Append(Encode(_language.Name)).Append("\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>").Append(Encode(title)).Append("</title></head>\n")
            .Append("<body bgcolor=\"").Append(ReportStyle.Outside).Append("\" style=\"margin:0;padding:0;background-color:").Append(ReportStyle.Outside).Append("\">\n")
            .Append("<div style=\"display:none;font-size:1px;line-height:1px;max-height:0;overflow:hidden;mso-hide:all\">").Append(Encode(summary)).Append("</div>\n")
            .Append(ReportStyle.Layout).Append("<tr><td align=\"center\" bgcolor=\"").Append(ReportStyle.Outside)
            .Append("\" style=\"padding:12px 8px;background-color:").Append(ReportStyle.Outside).Append("\">\n")
            .Append("<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]-->\n")
            .Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"").Append(ReportStyle.Ground)
            .Append("\" style=\"max-width:600px;text-align:left;background-color:").Append(ReportStyle.Ground).Append("\">\n");
    }

    private string Period() => _report.Period.Days == 1
        ? _language.Text(ReportText.PeriodDay, ReportLanguage.Day(_report.Period.Start))
        : _language.Text(ReportText.PeriodDays, ReportLanguage.Day(_report.Period.Start), ReportLanguage.Day(_report.Period.End), _report.Period.Days);

    private string Summary()
    {
        if (_report.Total.SuccessRate is not { } rate)
        {
            return _language.Text(ReportText.SummaryEmpty);
        }

        var summary = _language.Text(
            ReportText.Summary, _language.Number(_report.Total.Total), _language.Number(_report.Total.Delivered), _language.Share(rate));
        var compared = _report.Before?.SuccessRate is not { } before ? _language.Text(ReportText.NoBefore)
            : _language.Points(rate - before) == _language.Points(0) ? _language.Text(ReportText.Same, _language.Share(before))
            : _language.Text(rate > before ? ReportText.Better : ReportText.Worse, _language.Points(rate - before), _language.Share(before));
        return summary + compared;
    }

    private void Totals()
    {
        Open("padding:16px 12px 0");
        _html.Append(ReportStyle.Layout).Append("<tr>");
        Total(ReportText.SuccessRate, _language.Share(_report.Total.SuccessRate!.Value), ReportStyle.Neutral);
        Total(ReportText.Delivered, _language.Number(_report.Total.Delivered), ReportStyle.Delivered);
        Total(ReportText.Failed, _language.Number(_report.Total.Failed), ReportStyle.Failed);
        Total(ReportText.Pending, _language.Number(_report.Total.Pending), ReportStyle.Pending);
        _html.Append("</tr></table>");
        Close();
    }

    private void Total(ReportText label, string number, string color)
    {
        // A quarter of a phone's width has room for seven large digits.
        var size = number.Length > 7 ? 14 : 20;
        _html.Append("<td width=\"25%\" valign=\"top\" style=\"padding:0 4px\">").Append(ReportStyle.Layout)
            .Append("<tr>").Append(ReportStyle.Bar(color, "", 4)).Append("</tr><tr><td style=\"padding-top:6px;")
            .Append(ReportStyle.Font(size, 26, ReportStyle.Text, isBold: true, more: "white-space:nowrap")).Append("\">").Append(Encode(number))
            .Append("</td></tr><tr><td style=\"").Append(ReportStyle.Font(12, 16, ReportStyle.Muted)).Append("\">").Append(Encode(_language.Text(label)))
            .Append("</td></tr></table></td>");
    }

    private void Problems()
    {
        var problems = ReportProblems.Of(_report, _language).ToArray();
        Open(Padding);
        Heading(ReportText.Problems);
        _html.Append(ReportStyle.Layout);
        foreach (var problem in problems.DefaultIfEmpty(_language.Text(ReportText.NoProblems)))
        {
            _html.Append("<tr><td width=\"4\" bgcolor=\"").Append(problems.Length > 0 ? ReportStyle.Failed : ReportStyle.Delivered)
                .Append("\" style=\"width:4px;background-color:").Append(problems.Length > 0 ? ReportStyle.Failed : ReportStyle.Delivered)
                .Append(";font-size:1px;line-height:1px\">&nbsp;</td><td style=\"padding:4px 0 4px 10px;").Append(ReportStyle.Font(14, 20, ReportStyle.Text))
                .Append("\">").Append(Encode(problem)).Append("</td></tr><tr><td colspan=\"2\" height=\"6\" style=\"height:6px;font-size:1px;line-height:1px\">&nbsp;</td></tr>");
        }

        _html.Append("</table>");
        Close();
    }

    private void Chart()
    {
        Open(Padding);
        Heading(_report.Period.Unit switch
        {
            ReportUnit.Day => ReportText.ByDay,
            ReportUnit.Week => ReportText.ByWeek,
            _ => ReportText.ByMonth,
        });
        _html.Append("<p style=\"margin:0 0 8px;").Append(ReportStyle.Font(12, 18, ReportStyle.Muted)).Append("\">");
        Legend(ReportText.Delivered, ReportStyle.Delivered);
        Legend(ReportText.Failed, ReportStyle.Failed);
        Legend(ReportText.Pending, ReportStyle.Pending);
        _html.Append("</p>");
        new ReportChart(_html, _language).Write(ReportText.ChartLabel, _report.Columns, counts =>
        [
            (counts.Pending, ReportStyle.Pending), (counts.Failed, ReportStyle.Failed), (counts.Delivered, ReportStyle.Delivered),
        ]);
        Close();
    }

    private void Legend(ReportText label, string color) => _html.Append("<span style=\"color:").Append(color)
        .Append("\">&#9632;</span>&nbsp;").Append(Encode(_language.Text(label))).Append("&nbsp;&nbsp; ");

    private void Details()
    {
        if (!_report.HasDetails)
        {
            Open(Padding);
            Paragraph(_language.Text(ReportText.NoDetails, _language.Number(ReportQuery.MaxDeliveries)), ReportStyle.Muted);
            Close();
            return;
        }

        Bars(ReportText.Reasons, _report.Reasons, entry => entry.Text switch
        {
            null => _language.Text(ReportText.OtherReasons),
            "" => _language.Text(ReportText.NoReason),
            var text => text,
        }, entry => _language.Number(entry.Failed));
        Bars(
            ReportText.Domains,
            _report.Domains,
            entry => entry.Text ?? _language.Text(ReportText.OtherDomains),
            entry => entry.Text is null ? _language.Number(entry.Failed) : _language.Text(ReportText.FailedOf, _language.Number(entry.Failed), _language.Number(entry.Total)));
        if (_report.Total.Opened > 0)
        {
            Open(Padding);
            Heading(ReportText.Opens);
            var share = Math.Min(1, (double)_report.Total.Opened / Math.Max(1, _report.Total.Delivered));
            Paragraph(_language.Text(ReportText.OpensSummary, _language.Number(_report.Total.Opened), _language.Share(share)), ReportStyle.Text);
            new ReportChart(_html, _language).Write(ReportText.OpensLabel, _report.Columns, counts => [(counts.Opened, ReportStyle.Delivered)]);
            Close();
        }
    }

    private void Bars(ReportText heading, IReadOnlyList<ReportEntry> entries, Func<ReportEntry, string> name, Func<ReportEntry, string> number)
    {
        if (entries.Count == 0)
        {
            return;
        }

        Open(Padding);
        Heading(heading);
        var most = entries.Max(entry => entry.Failed);
        _html.Append(ReportStyle.Layout);
        foreach (var entry in entries)
        {
            var percent = Math.Max(1, Math.Min(99, (int)Math.Round(100.0 * entry.Failed / most)));
            _html.Append("<tr><td style=\"padding-bottom:2px;word-break:break-word;").Append(ReportStyle.Font(13, 18, ReportStyle.Text)).Append("\">")
                .Append(Encode(name(entry))).Append("</td><td align=\"right\" valign=\"bottom\" style=\"padding:0 0 2px 12px;")
                .Append(ReportStyle.Font(13, 18, ReportStyle.Text, isBold: true, more: "white-space:nowrap")).Append("\">").Append(Encode(number(entry)))
                .Append("</td></tr><tr><td colspan=\"2\" style=\"padding-bottom:10px\">").Append(ReportStyle.Layout).Append("<tr>")
                .Append(ReportStyle.Bar(ReportStyle.Failed, string.Format(CultureInfo.InvariantCulture, " width=\"{0}%\"", percent), 8))
                .Append("<td style=\"font-size:1px;line-height:1px\">&nbsp;</td></tr></table></td></tr>");
        }

        _html.Append("</table>");
        Close();
    }

    private void Points()
    {
        if (_report.EmailPoints is { } points)
        {
            Open(Padding);
            Heading(ReportText.Points);
            Paragraph(_language.Text(ReportText.PointsLeft, _language.Number(points)), ReportStyle.Text);
            Close();
        }
    }

    private void Numbers()
    {
        Open(Padding);
        Heading(ReportText.Numbers);
        new ReportTable(_html, _language).Write(_report);
        Close();
    }

    private void Open(string style) => _html.Append("<tr><td style=\"").Append(style).Append("\">");

    private void Close() => _html.Append("</td></tr>\n");

    private void Heading(ReportText text) => _html.Append("<h2 style=\"margin:0 0 8px;")
        .Append(ReportStyle.Font(16, 22, ReportStyle.Text, isBold: true)).Append("\">").Append(Encode(_language.Text(text))).Append("</h2>");

    private void Paragraph(string text, string color, int size = 14) => _html.Append("<p style=\"margin:4px 0 8px;")
        .Append(ReportStyle.Font(size, size + 7, color)).Append("\">").Append(Encode(text)).Append("</p>");
}
