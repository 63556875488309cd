namespace EmailCar.Reports;

/// <summary>
/// Colors and fonts of a report. Texts have a contrast of at least 4.5 and bars of at least 3 to their ground (WCAG 2.1 AA); the bars
/// also to a dark one, since mail programs may darken the ground alone. docs/reports.md has the figures.
/// </summary>
public static class ReportStyle
{
    /// <summary>Bars of delivered emails.</summary>
    public const string Delivered = "#3f7fd6";

    /// <summary>Bars of failed emails.</summary>
    public const string Failed = "#d9483b";

    /// <summary>Bars of emails without an outcome.</summary>
    public const string Pending = "#c48600";

    /// <summary>The mark of the success rate.</summary>
    public const string Neutral = "#7b8794";

    /// <summary>Texts.</summary>
    public const string Text = "#1f2933";

    /// <summary>Labels and notes.</summary>
    public const string Muted = "#52606d";

    /// <summary>The ground of the texts.</summary>
    public const string Ground = "#ffffff";

    /// <summary>The ground around the page.</summary>
    public const string Outside = "#eef1f5";

    /// <summary>The ground of every other row.</summary>
    public const string Stripe = "#f4f6f8";

    /// <summary>The line that a chart stands on.</summary>
    internal const string Line = "#c3cad1";

    /// <summary>The fonts that Windows, macOS and phones have for both languages.</summary>
    internal const string Fonts = "Arial,'Microsoft YaHei',sans-serif";

    /// <summary>A table that only lays out.</summary>
    internal const string Layout = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">";

    /// <summary>A style attribute of a text.</summary>
    internal static string Font(int size, int line, string color, bool isBold = false, string more = "") =>
        $"font:{(isBold ? "bold " : "")}{size}px/{line}px {Fonts};color:{color}{(more.Length > 0 ? ";" + more : "")}";

    /// <summary>A bar of a color; Word draws cells of one pixel only with these line heights.</summary>
    internal static string Bar(string color, string width, int height) =>
        $"<td{width} height=\"{height}\" bgcolor=\"{color}\" style=\"height:{height}px;background-color:{color};font-size:1px;line-height:1px;mso-line-height-rule:exactly\">&nbsp;</td>";
}
