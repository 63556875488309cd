using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>The output of templates for a row.</summary>
public class MergeTemplateTests
{
    [Theory]
    [InlineData("您好 {{姓名}}!", "您好 王伟!")]
    [InlineData("{{ 姓名 }}{{　姓名　}}{{\t姓名\n}}", "王伟王伟王伟")]
    [InlineData("{{Tag}}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{{Tag}}} {{& Tag }}", "<b>&\"' <b>&\"'")]
    [InlineData("{{tag}}{{TAG}}", "&lt;b&gt;&amp;&quot;&#39;&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{a.b}}", "dotted")]
    [InlineData("{{Braces}}", "{{姓名}}")]
    [InlineData("a{{! 姓名 \n {{ }}b", "ab")]
    [InlineData("{{=<% %>=}}{{姓名}} <%姓名%> <%={{ }}=%>{{姓名}}", "{{姓名}} 王伟 王伟")]
    [InlineData("{{姓名}}}", "王伟}")]
    [InlineData("no tag at all", "no tag at all")]
    [InlineData("@media print{a{color:red}}<p>{{姓名}}", "@media print{a{color:red}}<p>王伟")]
    [InlineData("{{姓名}}\r\n\tx \0", null)]
    public void Tags_show_the_values_of_their_columns(string template, string? text)
    {
        if (text is null)
        {
            Assert.Equal(TemplateFault.NulCharacter, Assert.Throws<TemplateException>(() => MergeTemplate.Parse(template)).Fault);
            return;
        }

        Assert.Equal(text, Fill(template, Row()));
    }

    [Theory]
    [InlineData("{{#姓名}}a{{姓名}}{{/姓名}}", "a王伟")]
    [InlineData("{{^姓名}}a{{/姓名}}", "")]
    [InlineData("{{#Empty}}a{{/Empty}}{{^Empty}}b{{/Empty}}", "b")]
    [InlineData("{{#Blank}}a{{/Blank}}{{^Blank}}b{{/Blank}}", "b")]
    [InlineData("{{#Zero}}a{{/Zero}}{{^Zero}}b{{/Zero}}", "a")]
    [InlineData("{{#No}}a{{/No}}{{^No}}b{{/No}}", "a")]
    [InlineData("{{#False}}a{{/False}}{{^False}}{{False}}{{/False}}", "False")]
    [InlineData("{{#List}}[{{.}} {{姓名}}]{{/List}} {{List}}", "[1 王伟][2 王伟] 1 2")]
    [InlineData("{{#Lists}}<{{#.}}{{.}}{{/.}}{{^.}}none{{/.}}>{{/Lists}}", "<12><none><3>")]
    [InlineData("{{#None}}a{{/None}}{{^None}}b{{/None}}", "b")]
    [InlineData("{{#姓名}}{{#List}}{{.}}{{/List}}{{.}}{{^Empty}}{{.}}{{/Empty}}{{/姓名}}", "12王伟王伟")]
    [InlineData("{{# 姓名 }}a{{/姓名}}{{#TAG}}b{{/ tag }}{{^ empty}}c{{/Empty}}", "abc")]
    [InlineData("{{#姓名}}{{=<% %>=}}<%/姓名%><%姓名%>", "王伟")]
    public void Sections_are_shown_or_hidden_with_their_columns(string template, string text) => Assert.Equal(text, Fill(template, Row()));

    [Theory]
    [InlineData("a\n  {{#姓名}}\n  b\n  {{/姓名}}\nc\n", "a\n  b\nc\n")]
    [InlineData("a\r\n{{^姓名}}\r\nb\r\n{{/姓名}}\r\nc", "a\r\nc")]
    [InlineData("a\n {{! nothing }} \nb", "a\nb")]
    [InlineData("a\n {{姓名}} \nb", "a\n 王伟 \nb")]
    [InlineData("{{#姓名}}\n{{/姓名}}\n", "")]
    [InlineData("a\n　{{#姓名}}　\nb\n{{/姓名}}", "a\nb\n")]
    [InlineData("a\n {{#姓名}} {{/姓名}} \nb", "a\n   \nb")]
    [InlineData("{{! a\nb }}\nc", "c")]
    public void Tags_that_show_nothing_remove_their_lines(string template, string text) => Assert.Equal(text, Fill(template, Row()));

    [Theory]
    [InlineData("王伟 é 🎉 ", "王伟 é 🎉 ")]
    [InlineData("&", "&amp;")]
    [InlineData("a<b>c", "a&lt;b&gt;c")]
    [InlineData("\"&amp;'\n", "&quot;&amp;amp;&#39;\n")]
    public void Five_characters_are_encoded_and_no_others(string value, string text) =>
        Assert.Equal($"<p>{text}</p>", Fill("<p>{{v}}</p>", new ListRow(("v", value))));

    [Theory]
    [InlineData("<a href=\"https://x.cn/?id=%7B%7Bid%7D%7D\">", "<a href=\"https://x.cn/?id=a%20b%26%3D%2F%E7%8E%8B\">")]
    [InlineData("<a href='/%7b%7b%20ID%20%7d%7d'>", "<a href='/a%20b%26%3D%2F%E7%8E%8B'>")]
    [InlineData("?n=%7B%7B%E5%A7%93%E5%90%8D%7D%7D&amp;r=%7B%7BR&amp;D%7D%7D%7B%7BR%26D%7D%7D", "?n=%E7%8E%8B&amp;r=-._~-._~")]
    [InlineData("<a href=\"%7B%7Burl%7D%7D\">", "<a href=\"https://x.cn/?a=1&amp;b=2\">")]
    [InlineData("<a href=\"/go?to=%7B%7Burl%7D%7D\">", "<a href=\"/go?to=https%3A%2F%2Fx.cn%2F%3Fa%3D1%26b%3D2\">")]
    [InlineData("?a=%7B%7B%7Burl%7D%7D%7D|%7B%7B&url%7D%7D|%7B%7B%26url%7D%7D", "?a=https://x.cn/?a=1&b=2|https://x.cn/?a=1&b=2|https://x.cn/?a=1&b=2")]
    [InlineData("?a=%7B%7B%23id%7D%7Dyes%7B%7B/id%7D%7D%7B%7B^id%7D%7Dno%7B%7B%2Fid%7D%7D%7B%7B!x%7D%7D", "?a=yes")]
    [InlineData("(%7B%7Burl%7D%7D) x%7B%7Bid%7D%7D\n%7B%7B姓名%7D%7D", "(https://x.cn/?a=1&amp;b=2) xa%20b%26%3D%2F%E7%8E%8B\n王")]
    [InlineData("?a=%7B%7Bhalf%7D%7D", "?a=%EF%BF%BD")]
    [InlineData("?a={{id}}", "?a=a b&amp;=/王")]
    public void A_tag_within_a_link_is_filled_as_part_of_the_link(string template, string text) => Assert.Equal(text, Fill(template, new ListRow(
        ("id", "a b&=/王"), ("姓名", "王"), ("R&D", "-._~"), ("url", "https://x.cn/?a=1&b=2"), ("half", "\ud83d"))));

    [Theory]
    [InlineData("{{&nbsp;姓名&nbsp;}}", "王伟&amp;")]
    [InlineData("{{&amp;姓名}}", "王伟&")]
    [InlineData("{{R&amp;D}}{{R&D}}", "11")]
    [InlineData("{{订单&nbsp;号}}", "2")]
    [InlineData("{{&#22995;&#21517;}}", "王伟&amp;")]
    [InlineData("{{{&nbsp;姓名}}}", "王伟&")]
    public void Names_may_be_written_as_editors_encode_them(string template, string text) =>
        Assert.Equal(text, Fill(template, new ListRow(("姓名", "王伟&"), ("R&D", "1"), ("订单 号", "2"))));

    [Fact]
    public void Without_HTML_nothing_is_encoded() =>
        Assert.Equal("<b>&\"'", MergeTemplate.Parse("{{Tag}}").Fill(Row(), isHtml: false, out _));

    [Theory]
    [InlineData("a\nb {{姓名}} {{Name}} {{Other}}", "Name", 2)]
    [InlineData("{{姓名.Length}}", "姓名.Length", 1)]
    [InlineData("{{Count}}", "Count", 1)]
    [InlineData("\n\n{{#Name}}a{{/Name}}", "Name", 3)]
    [InlineData("\r\n{{^Name}}a{{/Name}}", "Name", 2)]
    [InlineData("{{#List}}\n{{Length}}{{/List}}", "Length", 2)]
    [InlineData("{{.}}", ".", 1)]
    public void A_missing_column_is_reported_with_its_line(string template, string column, int line)
    {
        Assert.Null(MergeTemplate.Parse(template).Fill(Row(), isHtml: true, out var missing));
        Assert.Equal(new ColumnReference(column, line), missing);
    }

    [Fact]
    public void A_column_used_only_in_a_hidden_section_may_be_missing()
    {
        var row = Row();
        Assert.Equal("", Fill("{{#Empty}}{{Name}}{{/Empty}}", row));
        Assert.Equal(["Empty"], row.Asked);
    }

    [Fact]
    public void A_template_is_filled_as_often_as_there_are_rows()
    {
        var template = MergeTemplate.Parse("<p>{{Name}}</p>");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal($"<p>{i}</p>", template.Fill(new ListRow(("Name", $"{i}")), isHtml: true, out _));
        }
    }

    private static ListRow Row() => new(
        ("姓名", "王伟"), ("Tag", "<b>&\"'"), ("a.b", "dotted"), ("Braces", "{{姓名}}"), ("Empty", ""), ("Blank", " \t"), ("Zero", "0"), ("No", "否"))
    {
        ["False"] = MergeValue.False("False"),
        ["List"] = MergeValue.List("1 2", [MergeValue.Of("1"), MergeValue.Of("2")]),
        ["None"] = MergeValue.List("", []),
        ["Lists"] = MergeValue.List("", [MergeValue.List("", [MergeValue.Of("1"), MergeValue.Of("2")]), MergeValue.List("", []), MergeValue.Of("3")]),
    };

    private static string? Fill(string template, ListRow row)
    {
        var text = MergeTemplate.Parse(template).Fill(row, isHtml: true, out var missing);
        Assert.Null(missing);
        return text;
    }
}
