using System.Globalization;
using System.Text;

namespace EmailCar.Reports;

/// <summary>
/// A column chart made of table cells: each column is a cell with a table at its bottom, which has a cell for each part. Mail programs do
/// not draw SVG or canvas, and they block images.
/// </summary>
internal sealed class ReportChart(StringBuilder html, ReportLanguage language)
{
    /// <summary>The height of the highest column in pixels.</summary>
    private const int Height = 120;

    /// <summary>Every amount above zero is visible. Heights are even, because Word rounds them.</summary>
    private const int LeastHeight = 2;

    /// <summary>The maximum number of columns that leaves room for a number and a day at each.</summary>
    private const int MaxLabeled = 8;

    /// <param name="label">What the chart shows, for screen readers.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="parts">The amounts and colors of a column, from the top.</param>
    public void Write(ReportText label, IReadOnlyList<ReportColumn> columns, Func<ReportCounts, (long Amount, string Color)[]> parts)
    {
        var amounts = columns.Select(column => parts(column.Counts).Sum(part => part.Amount)).ToArray();
        var highest = amounts.Max();
        var isLabeled = columns.Count <= MaxLabeled;
        if (!isLabeled)
        {
            var span = columns[Array.IndexOf(amounts, highest)].Span;
            html.Append("<p style=\"margin:0 0 6px;").Append(ReportStyle.Font(12, 16, ReportStyle.Muted)).Append("\">")
                .Append(ReportHtml.Encode(language.Text(ReportText.Highest, language.Number(highest), language.Days(span)))).Append("</p>");
        }

        html.Append("<table role=\"img\" aria-label=\"").Append(ReportHtml.Encode(language.Text(label)))
            .Append("\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"table-layout:fixed\"><tr>");
        for (var i = 0; i < columns.Count; i++)
        {
            html.Append("<td valign=\"bottom\" style=\"padding:0 1px\">");
            if (isLabeled)
            {
                Label(language.Number(amounts[i]), ReportStyle.Text);
            }

            Column(parts(columns[i].Counts), highest);
            html.Append("</td>");
        }

        html.Append("</tr><tr>").Append(ReportStyle.Bar(ReportStyle.Line, $" colspan=\"{columns.Count}\"", 2)).Append("</tr>");
        if (isLabeled)
        {
            html.Append("<tr>");
            foreach (var column in columns)
            {
                html.Append("<td>");
                Label(column.Span.Start.ToString("MM-dd", CultureInfo.InvariantCulture), ReportStyle.Muted);
                html.Append("</td>");
            }

            html.Append("</tr></table>");
            return;
        }

        html.Append("</table>").Append(ReportStyle.Layout).Append("<tr>");
        End(columns[0].Span.Start, "left");
        End(columns[columns.Count - 1].Span.End, "right");
        html.Append("</tr></table>");
    }

    private void Label(string text, string color) => html.Append("<div align=\"center\" style=\"")
        .Append(ReportStyle.Font(11, 16, color, more: "text-align:center")).Append("\">").Append(ReportHtml.Encode(text)).Append("</div>");

    private void End(DateTime day, string side) => html.Append("<td align=\"").Append(side).Append("\" style=\"")
        .Append(ReportStyle.Font(11, 18, ReportStyle.Muted, more: "text-align:" + side)).Append("\">").Append(ReportLanguage.Day(day)).Append("</td>");

    private void Column((long Amount, string Color)[] parts, long highest)
    {
        var shown = Array.FindAll(parts, part => part.Amount > 0);
        if (shown.Length == 0)
        {
            html.Append("&nbsp;");
            return;
        }

        html.Append(ReportStyle.Layout);
        foreach (var (amount, color) in shown)
        {
            html.Append("<tr>").Append(ReportStyle.Bar(color, "", Math.Max(LeastHeight, 2 * (int)Math.Round(Height / 2.0 * amount / highest)))).Append("</tr>");
        }

        html.Append("</table>");
    }
}
