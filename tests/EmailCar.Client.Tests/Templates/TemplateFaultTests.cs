using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>Texts that are not valid templates, and what the error shows.</summary>
public class TemplateFaultTests
{
    [Theory]
    [InlineData("a\nb{{姓名", TemplateFault.UnclosedTag, 2, "{{姓名")]
    [InlineData("a{{", TemplateFault.UnclosedTag, 1, "{{")]
    [InlineData("a{{ ", TemplateFault.UnclosedTag, 1, "{{ ")]
    [InlineData("{{{姓名}}", TemplateFault.UnclosedTag, 1, "{{{姓名}}")]
    [InlineData("{{! a", TemplateFault.UnclosedTag, 1, "{{! a")]
    [InlineData("{{#a", TemplateFault.UnclosedTag, 1, "{{#a")]
    [InlineData("{{#a}}{{/a", TemplateFault.UnclosedTag, 1, "{{/a")]
    [InlineData("{{=<%", TemplateFault.UnclosedTag, 1, "{{=<%")]
    [InlineData("{{=<%}}", TemplateFault.UnclosedTag, 1, "{{=<%}}")]
    [InlineData("{{=<%=}}", TemplateFault.Delimiters, 1, "{{=<%=}}")]
    [InlineData("{{=<% %> !=}}", TemplateFault.Delimiters, 1, "{{=<% %> !=}}")]
    [InlineData("{{== ==}}", TemplateFault.Delimiters, 1, "{{== ==}}")]
    [InlineData("\n{{#a}}\n{{#b}}\n{{/b}}", TemplateFault.UnclosedSection, 2, "{{#a}}")]
    [InlineData("{{#a}}\n{{/b}}", TemplateFault.UnopenedSection, 2, "{{/b}}")]
    [InlineData("{{#a}}\n{{#b}}\n{{/a}}{{/b}}", TemplateFault.UnopenedSection, 3, "{{/a}}")]
    [InlineData("\n\n{{/a}}", TemplateFault.UnopenedSection, 3, "{{/a}}")]
    [InlineData("{{}}", TemplateFault.NoColumnName, 1, "{{}}")]
    [InlineData("{{ # }}", TemplateFault.NoColumnName, 1, "{{ # }}")]
    [InlineData("{{{ a }} b }}}", TemplateFault.NoColumnName, 1, "{{{ a }} b }}}")]
    [InlineData("a{{> footer.html }}", TemplateFault.Partial, 1, "{{> footer.html }}")]
    [InlineData(".x{b:c}a{{\r\n  color: red;\r\n}\r\n</style>{{姓名}}", TemplateFault.NoColumnName, 1, "{{   color: red; } </style>{{姓名}}")]
    [InlineData("{{=aaaaaaaaaaaaaaaaa b=}}", TemplateFault.Delimiters, 1, "{{=aaaaaaaaaaaaaaaaa b=}}")]
    public void A_fault_is_reported_with_its_tag_and_line(string template, TemplateFault fault, int line, string tag)
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse(template));
        Assert.Equal((fault, line, tag), (e.Fault, e.Line, e.Tag));
    }

    [Theory]
    [InlineData("<p>\n您好 ｛｛姓名｝｝，", TemplateFault.FullWidthBraces, 2, "｛｛姓名｝｝")]
    [InlineData("{｛姓名｝}", TemplateFault.FullWidthBraces, 1, "{｛姓名｝}")]
    [InlineData("｛{姓名}｝", TemplateFault.FullWidthBraces, 1, "｛{姓名}｝")]
    [InlineData("{{姓名｝｝，您好 {{订单号}}", TemplateFault.FullWidthBraces, 1, "{{姓名｝｝")]
    [InlineData("{{姓名｝}，您好", TemplateFault.FullWidthBraces, 1, "{{姓名｝}")]
    [InlineData("{{｛姓名｝}}", TemplateFault.FullWidthBraces, 1, "{{｛姓名｝}}")]
    [InlineData("｛｛姓名", TemplateFault.FullWidthBraces, 1, "｛｛姓名")]
    [InlineData("｛{", TemplateFault.FullWidthBraces, 1, "｛{")]
    [InlineData("<p>\r\n{{<b>姓名</b>}}</p>", TemplateFault.CutByMarkup, 2, "{{<b>姓名</b>}}")]
    [InlineData("{{姓<span style=\"color:red\">名</span>}}</p>", TemplateFault.CutByMarkup, 1, "{{姓<span style=\"color:red\">名</span>}}")]
    [InlineData("{<span>{姓名}}</span>", TemplateFault.CutByMarkup, 1, "{<span>{姓名}}")]
    [InlineData("{</b><i>{姓名}}", TemplateFault.CutByMarkup, 1, "{</b><i>{姓名}}")]
    [InlineData("{{姓名}<b>}</b>", TemplateFault.CutByMarkup, 1, "{{姓名}<b>}")]
    [InlineData("{{姓名}</i><b>}</b> {{Name}}", TemplateFault.CutByMarkup, 1, "{{姓名}</i><b>}")]
    [InlineData("{{#<b>VIP</b>}}{{/VIP}}", TemplateFault.CutByMarkup, 1, "{{#<b>VIP</b>}}")]
    [InlineData("{{{<b>姓名</b>}}}", TemplateFault.CutByMarkup, 1, "{{{<b>姓名</b>}}}")]
    [InlineData("<a href='?id=%7B%7Bid%7D'>{{Name}}", TemplateFault.UnclosedTag, 1, "%7B%7Bid%7D'>{{Name}}")]
    [InlineData("\n<a href='?%7B%7B%3Efooter%7D%7D'>", TemplateFault.Partial, 2, "%7B%7B%3Efooter%7D%7D")]
    [InlineData("?a=%7B%7B%7D%7D", TemplateFault.NoColumnName, 1, "%7B%7B%7D%7D")]
    [InlineData("{{&nbsp;}}", TemplateFault.NoColumnName, 1, "{{&nbsp;}}")]
    public void A_tag_that_an_editor_has_broken_is_reported(string template, TemplateFault fault, int line, string tag)
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse(template));
        Assert.Equal((fault, line, tag), (e.Fault, e.Line, e.Tag));
    }

    [Theory]
    [InlineData("集合 ｛1，2｝ {3} { {4} }")]
    [InlineData("｛{{姓名}}｝")]
    [InlineData("{<b>x</b>} a < {b} > c {<{ {a<b{")]
    [InlineData("{{! ｛｛姓名｝｝ <b> }}")]
    [InlineData("{{=<% %>=}}｛｛姓名｝｝ {<b>{姓名}} {{姓名}} %7B%7B姓名%7D%7D")]
    [InlineData("{{a<b}}{{a > b}}")]
    [InlineData("100%7B 100% %7b%20%7b")]
    public void Braces_that_are_not_a_tag_are_not_changed(string template) => MergeTemplate.Parse(template);

    [Fact]
    public void Nested_sections_of_lists_are_a_fault_before_the_memory_is_full()
    {
        var row = new ListRow { ["List"] = MergeValue.List("1 2", [MergeValue.Of("1"), MergeValue.Of("2")]) };
        var template = MergeTemplate.Parse(
            "\n" + string.Concat(Enumerable.Repeat("{{#List}}", 50)) + string.Concat(Enumerable.Repeat("{{/List}}", 50)));
        var e = Assert.Throws<TemplateException>(() => template.Fill(row, isHtml: true, out _));
        Assert.Equal((TemplateFault.TooLarge, 2, "{{#List}}"), (e.Fault, e.Line, e.Tag));
    }

    [Fact]
    public void A_long_tag_is_reported_by_its_beginning()
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse("{{" + new string('x', 1000)));
        Assert.Equal("{{" + new string('x', 58) + "…", e.Tag);
    }

    [Theory]
    [InlineData(101, 101)]
    [InlineData(30_000, 101)]
    public void Sections_that_are_nested_too_deeply_are_a_fault(int depth, int line)
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse(Nested(depth)));
        Assert.Equal((TemplateFault.TooDeep, line, "{{#a}}"), (e.Fault, e.Line, e.Tag));
    }

    [Fact]
    public void Sections_at_the_maximum_depth_are_filled() =>
        Assert.Equal("x", MergeTemplate.Parse(Nested(TemplateParser.MaxDepth)).Fill(new ListRow(("a", "1")), isHtml: false, out _)!.Trim());

    [Fact]
    public void Consecutive_sections_are_not_nested() =>
        MergeTemplate.Parse(string.Concat(Enumerable.Repeat("{{#a}}{{^b}}{{/b}}{{/a}}", 1000)));

    /// <summary>Returns nested sections, each beginning on a separate line.</summary>
    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{{#a}}\n", depth)) + "x" + string.Concat(Enumerable.Repeat("{{/a}}", depth));
}
