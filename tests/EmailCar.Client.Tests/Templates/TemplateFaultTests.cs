using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>Texts that are no templates, and what is said of them.</summary>
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
    public void The_fault_is_named_with_its_tag_and_line(string template, TemplateFault fault, int line, string tag)
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse(template));
        Assert.Equal((fault, line, tag), (e.Fault, e.Line, e.Tag));
    }

    [Fact]
    public void A_long_tag_is_named_by_its_beginning()
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse("{{" + new string('x', 1000)));
        Assert.Equal("{{" + new string('x', 58) + "…", e.Tag);
    }

    [Theory]
    [InlineData(101, 101)]
    [InlineData(30_000, 101)]
    public void Sections_too_deep_within_each_other_are_a_fault(int depth, int line)
    {
        var e = Assert.Throws<TemplateException>(() => MergeTemplate.Parse(Nested(depth)));
        Assert.Equal((TemplateFault.TooDeep, line, "{{#a}}"), (e.Fault, e.Line, e.Tag));
    }

    [Fact]
    public void Sections_as_deep_as_they_may_be_are_filled() =>
        Assert.Equal("x", MergeTemplate.Parse(Nested(TagCheck.MaxDepth)).Fill(new ListRow(("a", "1")), isHtml: false, out _)!.Trim());

    [Fact]
    public void Sections_after_each_other_are_not_deep() =>
        MergeTemplate.Parse(string.Concat(Enumerable.Repeat("{{#a}}{{^b}}{{/b}}{{/a}}", 1000)));

    [Fact]
    public void Whatever_the_text_it_is_a_template_or_there_is_a_fault()
    {
        string[] pieces =
        [
            "{{", "}}", "{{{", "}}}", "#", "^", "/", "!", "=", ">", "&", " ", "\n", "\r\n", "a", "A", "b.c", ".", "<%", "%>", "{", "}", "　",
            "{{=<% %>=}}", "<%={{ }}=%>", "{{a}}", "{{#a}}", "{{/a}}", "{{^b}}", "{{/ B }}", "\n {{# A }} \n", "{{! c }}", "{{{a}}}", "{{&b}}",
        ];
        var random = new Random(20260504);
        var row = new ListRow(("a", "1"), ("b", ""), ("b.c", "2"));
        var templates = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                MergeTemplate.Parse(text).Fill(row, isHtml: true, out _);
                templates++;
            }
            catch (TemplateException)
            {
                // That is one of the two outcomes.
            }
        }

        Assert.InRange(templates, 1000, 19_000);
    }

    /// <summary>Sections within each other, each beginning on a line of its own.</summary>
    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{{#a}}\n", depth)) + "x" + string.Concat(Enumerable.Repeat("{{/a}}", depth));
}
