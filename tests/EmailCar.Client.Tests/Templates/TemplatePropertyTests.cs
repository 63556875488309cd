using System.Text;
using CsCheck;
using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>Properties of all templates, tested with random ones.</summary>
public class TemplatePropertyTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{{", "}}}", "{", "}", "｛", "｝", "#", "^", "/", "!", "=", ">", "&", "&nbsp;", "<b>", "</b>", "<", " ", "\n", "\r\n", "　", "a", "A",
        "b.c", ".", "list", "<%", "%>", "%7B", "%7D%7D", "{{=<% %>=}}", "<%={{ }}=%>", "{{a}}", "{{#a}}", "{{/a}}", "{{^b}}", "{{/ B }}", "{{#list}}",
        "{{/list}}", "\n {{# A }} \n", "{{! c }}", "{{{a}}}", "{{&b}}", "%7B%7Ba%7D%7D", "%7b%7b#list%7d%7d",
    ];

    private static readonly Gen<string> Braces = Gen.OneOfConst(Pieces).Array[0, 40].Select(string.Concat);

    /// <summary>Random bytes in the encodings of lists; half of them are braces.</summary>
    private static readonly Gen<string> Bytes = Gen.Select(
        Gen.Frequency((1, Gen.Byte), (1, Gen.OneOfConst((byte)'{', (byte)'}'))).Array[0, 200],
        Gen.OneOfConst(Encoding.UTF8, Encoding.Latin1, Encoding.Unicode),
        (bytes, encoding) => encoding.GetString(bytes));

    /// <summary>Templates with their output.</summary>
    private static readonly Gen<(string Template, string Text)> Known = KnownParts(depth: 4);

    [Fact]
    public Task A_text_with_any_braces_is_filled_or_rejected() => Holds(() => Braces.Sample(IsFilledOrRefused, iter: 20_000));

    [Fact]
    public Task A_text_with_any_bytes_is_filled_or_rejected() => Holds(() => Bytes.Sample(IsFilledOrRefused, iter: 20_000));

    [Fact]
    public Task A_text_without_braces_is_not_changed() => Holds(() => Bytes
        .Select(text => text.Replace('{', '(').Replace('%', '(').Replace('｛', '(').Replace('\0', '('))
        .Sample(text => Assert.Equal(text, MergeTemplate.Parse(text).Fill(Row(), isHtml: true, out _)), iter: 5000));

    [Fact]
    public Task A_template_shows_the_output_of_its_parts() => Holds(() => Known
        .Sample(known => Assert.Equal(known.Text, MergeTemplate.Parse(known.Template).Fill(Row(), isHtml: true, out _)), iter: 5000));

    /// <summary>Fails the test if the parser hangs.</summary>
    private static Task Holds(Action sample) => Task.Run(sample).WaitAsync(TimeSpan.FromSeconds(30));

    private static void IsFilledOrRefused(string template)
    {
        try
        {
            var text = MergeTemplate.Parse(template).Fill(Row(), isHtml: true, out var missing);
            Assert.Equal(missing is null, text is not null);
        }
        catch (TemplateException e)
        {
            Assert.InRange(e.Line, 1, 1 + template.Count(c => c == '\n'));
            Assert.InRange(e.Tag.Length, e.Fault == TemplateFault.NulCharacter ? 0 : 1, 61);
        }
    }

    private static Gen<(string Template, string Text)> KnownParts(int depth)
    {
        var single = Gen.OneOfConst(
            ("您好 ", "您好 "), ("{ } }} % ", "{ } }} % "), ("{{a}}", "&lt;王&gt;"), ("{{{ A }}}", "<王>"), ("{{&a}}", "<王>"), ("{{b}}", ""),
            ("x%7B%7Ba%7D%7D", "x%3C%E7%8E%8B%3E"), ("{{! a }}", ""), ("{{=<% %>=}}<%a%>{{a}}<%={{ }}=%>", "&lt;王&gt;{{a}}"));
        if (depth == 0)
        {
            return single;
        }

        var inner = KnownParts(depth - 1);
        return Gen.OneOf(
            single,
            inner.Select(part => ($"{{{{#a}}}}{part.Template}{{{{/a}}}}", part.Text)),
            inner.Select(part => ($"{{{{^a}}}}{part.Template}{{{{/a}}}}", "")),
            inner.Select(part => ($"{{{{#b}}}}{part.Template}{{{{/b}}}}", "")),
            inner.Select(part => ($"{{{{^b}}}}{part.Template}{{{{/ B }}}}", part.Text)),
            inner.Select(part => ($"{{{{#list}}}}({{{{.}}}}{part.Template}){{{{/list}}}}", $"(1{part.Text})(2{part.Text})")),
            inner.Array[0, 5].Select(parts => (string.Concat(parts.Select(part => part.Item1)), string.Concat(parts.Select(part => part.Item2)))));
    }

    private static ListRow Row() => new(("a", "<王>"), ("b", ""), ("b.c", "2"))
    {
        ["list"] = MergeValue.List("1 2", [MergeValue.Of("1"), MergeValue.Of("2")]),
    };
}
