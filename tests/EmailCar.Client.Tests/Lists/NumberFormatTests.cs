namespace EmailCar.Client.Tests.Lists;

/// <summary>Dates, times and durations in each format that Excel offers, and in custom formats.</summary>
public sealed class NumberFormatTests : ListTest
{
    private const double Moment = 46146.39583333333, Day = 46146, Clock = 0.3958333333;

    [Theory]
    [InlineData("yyyy/m/d;@", Day, "2026-05-04")]
    [InlineData("yyyy/m/d;@", Moment, "2026-05-04 09:30:00")]
    [InlineData("[DBNum1][$-804]yyyy\"年\"m\"月\";@", Day, "2026-05-04")]
    [InlineData("[DBNum1][$-804]m\"月\"d\"日\";@", Day, "2026-05-04")]
    [InlineData("[$-804]aaaa;@", Day, "2026-05-04")]
    [InlineData("[$-804]aaa;@", Day, "2026-05-04")]
    [InlineData("aaaa", Day, "2026-05-04")]
    [InlineData("ddd", Day, "2026-05-04")]
    [InlineData("dddd", Day, "2026-05-04")]
    [InlineData("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Day, "2026-05-04")]
    [InlineData("[$-409]yyyy/m/d\\ h:mm\\ AM/PM;@", Moment, "2026-05-04 09:30:00")]
    [InlineData("m/d;@", Day, "2026-05-04")]
    [InlineData("[$-409]d\\-mmm;@", Day, "2026-05-04")]
    [InlineData("[$-409]mmm\\-yy;@", Day, "2026-05-04")]
    [InlineData("[$-409]mmmmm;@", Day, "2026-05-04")]
    [InlineData("[$-404]e/m/d;@", Day, "2026-05-04")]
    [InlineData("[$-411]ggge\"年\"m\"月\"d\"日\";@", Day, "2026-05-04")]
    [InlineData("e\"年\"m\"月\"d\"日\"", Day, "2026-05-04")]
    [InlineData("yyyy\\.mm\\.dd", Day, "2026-05-04")]
    [InlineData("yyyymmdd", Day, "2026-05-04")]
    [InlineData("YYYY-MM-DD", Day, "2026-05-04")]
    [InlineData("d", Day, "2026-05-04")]
    [InlineData("[Red]yyyy-mm-dd_);[Blue]General", Day, "2026-05-04")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"\\ h\"时\"mm\"分\";@", Moment, "2026-05-04 09:30:00")]
    [InlineData("h:mm;@", Clock, "09:30:00")]
    [InlineData("h:mm;@", Moment, "09:30:00")]
    [InlineData("[$-409]h:mm\\ AM/PM;@", Clock, "09:30:00")]
    [InlineData("[$-F400]h:mm:ss\\ AM/PM", Clock, "09:30:00")]
    [InlineData("h\"时\"mm\"分\"ss\"秒\";@", Clock, "09:30:00")]
    [InlineData("上午/下午h\"时\"mm\"分\";@", Clock, "09:30:00")]
    [InlineData("[DBNum1][$-804]上午/下午h\"时\"mm\"分\";@", Clock, "09:30:00")]
    [InlineData("mm:ss.0;@", Clock, "09:30:00")]
    [InlineData("[h]:mm:ss;@", 1.5, "36:00:00")]
    [InlineData("[hh]:mm", 1.5, "36:00:00")]
    [InlineData("[mm]:ss", 1.5, "36:00:00")]
    [InlineData("[ss]", 1.5, "36:00:00")]
    [InlineData("[h]:mm:ss", -0.25, "-06:00:00")]
    [InlineData("[h]:mm:ss", 87321618425438336d, "87321618425438300")]
    [InlineData("h:mm", 13800138000d, "13800138000")]
    [InlineData("yyyy-mm-dd", 13800138000d, "13800138000")]
    [InlineData("yyyy-mm-dd", -1d, "-1")]
    [InlineData("yyyy-mm-dd", 59d, "1900-02-28")]
    [InlineData("General", Day, "46146")]
    [InlineData("G/通用格式", Day, "46146")]
    [InlineData("@", Day, "46146")]
    [InlineData("0.00E+00", Day, "46146")]
    [InlineData("0\"days\"", Day, "46146")]
    [InlineData("# ?/?", 0.5, "0.5")]
    [InlineData("\"MSDY\"0", 7d, "7")]
    public void A_cell_is_a_date_a_time_or_a_number_according_to_its_format(string format, double value, string text)
    {
        using var list = Open(format, value);
        Assert.Equal(["a@x.cn|" + text], All(list));
    }

    [Theory]
    [InlineData(27, Day, "2026-05-04")]
    [InlineData(31, Moment, "2026-05-04 09:30:00")]
    [InlineData(32, Clock, "09:30:00")]
    [InlineData(34, Clock, "09:30:00")]
    [InlineData(34, Day, "2026-05-04")]
    [InlineData(45, Clock, "09:30:00")]
    [InlineData(47, Clock, "09:30:00")]
    [InlineData(55, Clock, "09:30:00")]
    [InlineData(58, Day, "2026-05-04")]
    public void Formats_without_a_code_are_identified_by_their_number(int id, double value, string text)
    {
        using var list = OpenSheet(Row(value), $"""<cellXfs><xf numFmtId="0"/><xf numFmtId="{id}"/></cellXfs>""");
        Assert.Equal(["a@x.cn|" + text], All(list));
    }

    [Fact]
    public void Each_cell_has_its_own_format_however_far_down()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"""
            <row><c t="inlineStr"><is><t>u{i}@x.cn</t></is></c><c s="{(i == 250 ? 2 : i == 251 ? 0 : 1)}"><v>{(i == 150 ? "8732161842543" : "0.5")}</v></c></row>
            """));
        using var list = OpenSheet(
            Texts(["To", "v"]) + rows,
            """<numFmts><numFmt numFmtId="180" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="180"/><xf numFmtId="10"/></cellXfs>""");
        var values = Rows(list).Select(row => row.Values[1]).ToArray();
        Assert.Equal(300, values.Length);
        Assert.Equal("12:00:00 8732161842543 50.00% 0.5", string.Join(" ", values[0], values[150], values[250], values[251]));
    }

    private static string Row(double value) =>
        Texts(["To", "v"]) + FormattableString.Invariant($"""<row><c t="inlineStr"><is><t>a@x.cn</t></is></c><c s="1"><v>{value:R}</v></c></row>""");

    private EmailCar.Lists.RecipientList Open(string format, double value) => OpenSheet(
        Row(value),
        $"""<numFmts><numFmt numFmtId="180" formatCode="{System.Security.SecurityElement.Escape(format)}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="180"/></cellXfs>""");
}
