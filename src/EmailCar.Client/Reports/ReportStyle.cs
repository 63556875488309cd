namespace EmailCar.Reports;

/// <summary>
/// Colors and fonts of a report. The contrast to the background is at least 4.5 for texts and at least 3 for bars (WCAG 2.1 AA). For bars,
/// this includes a dark background, because mail programs may darken only the background. docs/reports.md has the figures.
/// </summary>
public static class ReportStyle
{
    /// <summary>Bars of delivered emails.</summary>
    public const string Delivered = "#3f7fd6";

    /// <summary>Bars of failed emails.</summary>
    public const string Failed = "#d9483b";

    /// <summary>Bars of emails without a result yet.</summary>
    public const string Pending = "#c48600";

    /// <summary>The mark of the success rate.</summary>
    public const string Neutral = "#7b8794";

    /// <summary>Texts.</summary>
    public const string Text = "#1f2933";

    /// <summary>Labels and notes.</summary>
    public const string Muted = "#52606d";

    /// <summary>The background of the texts.</summary>
    public const string Ground = "#ffffff";

    /// <summary>The background around the page.</summary>
    public const string Outside = "#eef1f5";

    /// <summary>The background of every other row.</summary>
    public const string Stripe = "#f4f6f8";

    /// <summary>The base line of a chart.</summary>
    internal const string Line = "#c3cad1";

    /// <summary>Fonts that are available on Windows, macOS and phones for both languages.</summary>
    internal const string Fonts = "Arial,'Microsoft YaHei',sans-serif";

    /// <summary>A table that is used only for layout.</summary>
    internal const string Layout = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">";

    /// <summary>Returns the style attribute of a text.</summary>
    internal static string Font(int size, int line, string color, bool isBold = false, string more = "") =>
        $"font:{(isBold ? "bold " : "")}{size}px/{line}px {Fonts};color:{color}{(more.Length > 0 ? ";" + more : "")}";

    /// <summary>Returns a bar in a color. Word draws cells of one pixel only with these line heights.</summary>
    internal static string Bar(string color, string width, int height) =>
        $"<td{width} height=\"{height}\" bgcolor=\"{color}\" style=\"height:{height}px;background-color:{color};font-size:1px;line-height:1px;mso-line-height-rule:exactly\">&nbsp;</td>";
}
