using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using EmailCar.Client.Tests.Support;
using EmailCar.Reports;
using EmailCar.Testing;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Reports;

/// <summary>The document that mail programs get. docs/reports.md shows the sources for what they accept.</summary>
public sealed class ReportHtmlTests(ITestOutputHelper output)
{
    private static readonly HashSet<string> Elements =
    [
        "html", "head", "meta", "title", "body", "div", "table", "tbody", "tr", "td", "th", "h1", "h2", "p", "span",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "align", "aria-label", "bgcolor", "border", "cellpadding", "cellspacing", "charset", "colspan", "content", "height", "lang", "name",
        "role", "scope", "style", "valign", "width",
    ];

    private static readonly HashSet<string> Properties =
    [
        "background-color", "color", "display", "font", "font-size", "font-weight", "height", "line-height", "margin", "max-height", "max-width",
        "mso-hide", "mso-line-height-rule", "overflow", "padding", "padding-bottom", "padding-top", "table-layout", "text-align", "white-space",
        "width", "word-break",
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in new[] { nameof(ReportSamples.GoodWeek), nameof(ReportSamples.BadWeek), nameof(ReportSamples.EmptyWeek), nameof(ReportSamples.Month), nameof(ReportSamples.Year) })
            {
                data.Add(name, "en-US");
                data.Add(name, "zh-CN");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_contains_only_what_mail_programs_accept(string sample, string culture)
    {
        var document = Parse(Write(sample, culture));
        Assert.True(document.All.Length > 20);
        Assert.All(document.All, element =>
        {
            Assert.Contains(element.LocalName, Elements);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, Attributes));
            Assert.All(Styles(element), style => Assert.Contains(style.Split(':')[0], Properties));
        });
        Assert.DoesNotContain("://", string.Concat(document.All.SelectMany(e => e.Attributes).Select(a => a.Value)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_parser_finds_nothing_to_repair(string sample, string culture)
    {
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = false });
        parser.Error += (_, error) => errors.Add(error.ToString()!);
        parser.ParseDocument(Write(sample, culture));
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_report_of_31_days_has_at_most_60_KB_and_one_of_a_year_at_most_80(string sample, string culture)
    {
        var bytes = Encoding.UTF8.GetByteCount(Write(sample, culture));
        output.WriteLine($"{sample} {culture}: {bytes:N0} bytes");
        Assert.InRange(bytes, 2000, (sample == nameof(ReportSamples.Year) ? 80 : 60) * 1024);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public void A_value_is_shown_as_text_whatever_it_contains(string culture)
    {
        const string evil = "</td><script>alert(1)</script>\"'&{{#x}}";
        var figures = new ReportFigures(null);
        for (var i = 0; i < 30; i++)
        {
            figures.Add(new Delivery(null, "a@<b>.cn", "", "", "", "", ReportSamples.Now, DeliveryStatus.Failed, 0, "", "", evil));
        }

        var html = ReportHtml.Write(
            figures.Complete(ReportSamples.Now.Date), ReportSamples.Language(culture, Repository.Root), "<img src=x onerror=1>", ReportSamples.Now);
        var document = Parse(html);
        Assert.Empty(document.QuerySelectorAll("script, img, b"));
        Assert.Equal("<img src=x onerror=1>", document.Title);
        Assert.Contains(document.QuerySelectorAll("td"), cell => cell.TextContent == evil);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Heights_of_a_column_are_in_proportion_and_every_amount_above_zero_is_visible()
    {
        var figures = new ReportFigures(new ReportPeriod(ReportSamples.Now.Date.AddDays(-1), ReportSamples.Now.Date));
        Add(figures, 0, DeliveryStatus.Delivered, 1000);
        Add(figures, -1, DeliveryStatus.Delivered, 499);
        Add(figures, -1, DeliveryStatus.Failed, 1);
        var columns = Parse(Write(figures.Complete(ReportSamples.Now.Date), "en-US")).QuerySelectorAll("table[role=img] > tbody > tr:first-child > td");
        Assert.Equal(2, columns.Length);
        Assert.Equal(["2", "60"], columns[0].QuerySelectorAll("td[height]").Select(bar => bar.GetAttribute("height")));
        Assert.Equal([ReportStyle.Failed, ReportStyle.Delivered], columns[0].QuerySelectorAll("td[height]").Select(bar => bar.GetAttribute("bgcolor")));
        Assert.Equal(["120"], columns[1].QuerySelectorAll("td[height]").Select(bar => bar.GetAttribute("height")));
    }

    [Fact]
    public void Bars_have_heights_and_colors_as_attributes_and_as_styles()
    {
        var bars = Parse(Write(nameof(ReportSamples.Month), "en-US")).QuerySelectorAll("td[height][bgcolor]");
        Assert.True(bars.Length > 90);
        Assert.All(bars, bar =>
        {
            Assert.Equal(0, int.Parse(bar.GetAttribute("height")!, CultureInfo.InvariantCulture) % 2);
            Assert.Contains($"height:{bar.GetAttribute("height")}px", Styles(bar));
            Assert.Contains("background-color:" + bar.GetAttribute("bgcolor"), Styles(bar));
            Assert.Contains("mso-line-height-rule:exactly", Styles(bar));
        });
    }

    [Fact]
    public void The_wrapper_is_600_pixels_wide_in_Word_and_fluid_elsewhere()
    {
        var html = Write(nameof(ReportSamples.GoodWeek), "en-US");
        Assert.Contains("<!--[if mso]><table role=\"presentation\" width=\"600\"", html, StringComparison.Ordinal);
        Assert.Contains("<!--[if mso]></td></tr></table><![endif]-->", html, StringComparison.Ordinal);
        Assert.Contains("max-width:600px", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_table_is_a_layout_a_picture_with_a_text_or_a_table_with_headings()
    {
        var document = Parse(Write(nameof(ReportSamples.BadWeek), "en-US"));
        var tables = document.QuerySelectorAll("table").ToLookup(table => table.GetAttribute("role") ?? "");
        Assert.True(tables["presentation"].Count() > 10);
        Assert.Equal(2, tables["img"].Count());
        Assert.All(tables["img"], table => Assert.NotEmpty(table.GetAttribute("aria-label")!));
        var numbers = Assert.Single(tables[""]);
        Assert.Equal(5, numbers.QuerySelectorAll("th[scope=col]").Length);
        Assert.Equal(7, numbers.QuerySelectorAll("th[scope=row]").Length);
        Assert.Equal("en-US", document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void A_bad_week_describes_its_problems_in_words()
    {
        var text = Regex.Replace(Parse(Write(nameof(ReportSamples.BadWeek), "en-US")).Body!.TextContent, @"\s+", " ");
        Assert.Contains("Emails that may or may not have arrived: 50.", text, StringComparison.Ordinal);
        Assert.Contains("not sent because their run ended early: 50.", text, StringComparison.Ordinal);
        Assert.Contains("rejected before sending: 1,930", text, StringComparison.Ordinal);
        Assert.Contains("of the emails with an outcome were delivered", text, StringComparison.Ordinal);
        Assert.Contains("exmaple.con: 1,930 of 1,930 emails failed.", text, StringComparison.Ordinal);
        Assert.Contains("Points left for email: 2,150. At this rate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing needs attention", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_week_has_no_problems_and_is_compared_with_the_previous_week()
    {
        var text = Parse(Write(nameof(ReportSamples.GoodWeek), "en-US")).Body!.TextContent;
        Assert.Contains("Nothing needs attention.", text, StringComparison.Ordinal);
        Assert.Matches(@"That is (\d+\.\d percentage points (more|less) than|the same as) in the period before", text);
    }

    private static IEnumerable<string> Styles(IElement element) =>
        (element.GetAttribute("style") ?? "").Split(';').Where(style => style.Length > 0);

    private static void Add(ReportFigures figures, int day, DeliveryStatus status, int count)
    {
        for (var i = 0; i < count; i++)
        {
            figures.Add(new Delivery(null, null, "", "", "", "", ReportSamples.Now.AddDays(day), status, 0, "", "", ""));
        }
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Write(string sample, string culture) =>
        Write((Report)typeof(ReportSamples).GetMethod(sample)!.Invoke(null, null)!, culture);

    private static string Write(Report report, string culture) =>
        ReportHtml.Write(report, ReportSamples.Language(culture, Repository.Root), null, ReportSamples.Now);
}
