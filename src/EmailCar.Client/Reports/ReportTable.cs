using System.Text;

namespace EmailCar.Reports;

/// <summary>The numbers of the charts as a table, for readers who cannot see the bars.</summary>
internal sealed class ReportTable(StringBuilder html, ReportLanguage language)
{
    /// <summary>As short as possible, because it is repeated in many cells. Digits do not need a Chinese font.</summary>
    private const string Cell = "font:13px/20px Arial;color:" + ReportStyle.Text;

    /// <summary>Longer dates, such as a week across two years, may use two lines.</summary>
    private const int FitsAPhone = 20;

    public void Write(Report report)
    {
        var hasOpens = report.HasDetails && report.Total.Opened > 0;
        html.Append("<table width=\"100%\" cellpadding=\"3\" cellspacing=\"0\" border=\"0\"><tr>");
        Head(ReportText.Date, "left");
        Head(ReportText.Delivered, "right");
        Head(ReportText.Failed, "right");
        Head(ReportText.Pending, "right");
        if (hasOpens)
        {
            Head(ReportText.Opened, "right");
        }

        html.Append("</tr>");
        var isStriped = false;
        foreach (var (span, counts) in report.Columns.Select(column => (column.Span, column.Counts)))
        {
            isStriped = !isStriped;
            var days = language.Days(span);
            html.Append(isStriped ? "<tr bgcolor=\"" + ReportStyle.Stripe + "\">" : "<tr>").Append("<th scope=\"row\" align=\"left\" style=\"")
                .Append(ReportStyle.Font(13, 20, ReportStyle.Text, more: days.Length > FitsAPhone ? "font-weight:normal" : "font-weight:normal;white-space:nowrap")).Append("\">")
                .Append(ReportHtml.Encode(days)).Append("</th>");
            Number(counts.Delivered);
            Number(counts.Failed);
            Number(counts.Pending);
            if (hasOpens)
            {
                Number(counts.Opened);
            }

            html.Append("</tr>");
        }

        html.Append("</table>");
    }

    private void Head(ReportText text, string side) => html.Append("<th scope=\"col\" align=\"").Append(side).Append("\" style=\"")
        .Append(ReportStyle.Font(12, 18, ReportStyle.Muted, isBold: true)).Append("\">").Append(ReportHtml.Encode(language.Text(text))).Append("</th>");

    private void Number(long number) => html.Append("<td align=\"right\" style=\"").Append(Cell).Append("\">")
        .Append(ReportHtml.Encode(language.Number(number))).Append("</td>");
}
