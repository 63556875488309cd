using EmailCar.Inlining;

namespace EmailCar.Client.Tests.Inlining;

/// <summary>The text of a body after its style sheets were inlined.</summary>
public sealed class StyleInlinerTests
{
    [Theory]
    [InlineData("p{color:red}", "<p>1</p>", "<p style=\"color:red\">1</p>")]
    [InlineData("p{color:red}", "<p style='margin:0'>1</p>", "<p style='color:red;margin:0'>1</p>")]
    [InlineData("p{color:red}", "<p style=margin:0>1</p>", "<p style=\"color:red;margin:0\">1</p>")]
    [InlineData("p{color:red}", "<p style=''>1</p>", "<p style='color:red'>1</p>")]
    [InlineData("p{color:red !important}", "<p style='color:blue'>1</p>", "<p style='color:blue;color:red'>1</p>")]
    [InlineData("p{font-family:\"A B\"}", "<p>1</p>", "<p style=\"font-family:'A B'\">1</p>")]
    [InlineData("p{font-family:'A B'}", "<p style='x:y'>1</p>", "<p style='font-family:\"A B\";x:y'>1</p>")]
    [InlineData("p{content:\"a'b\"}", "<p>1</p>", "<p style=\"content:&quot;a'b&quot;\">1</p>")]
    [InlineData("p{background:url(?a=1&b)}", "<p>1</p>", "<p style=\"background:url(?a=1&amp;b)\">1</p>")]
    [InlineData("p{mso-hide:all;mso-line-height-rule:exactly}", "<p>1</p>", "<p style=\"mso-hide:all;mso-line-height-rule:exactly\">1</p>")]
    [InlineData("p{display:block;display:flex}", "<p>1</p>", "<p style=\"display:block;display:flex\">1</p>")]
    [InlineData("p{*zoom:1;margin:0}", "<p>1</p>", "<p style=\"margin:0\">1</p>")]
    [InlineData("p{color:red}", "<P\r\nCLASS=a>1</P>", "<P style=\"color:red\"\r\nCLASS=a>1</P>")]
    [InlineData("p{color:red}", "<b><p>1</b>2</p>", "<b><p style=\"color:red\">1</b>2</p>")]
    public void Declarations_become_the_style_of_the_element(string css, string body, string expected) =>
        Assert.Equal("<i></i>" + expected, StyleInliner.Inline($"<style>{css}</style><i></i>{body}", isTemplate: false));

    [Theory]
    [InlineData("p.a{color:red} p{color:blue}", "color:red")]
    [InlineData("p{color:blue} .a{color:red}", "color:red")]
    [InlineData(".a{color:green} .a{margin:0} #i{color:red} .a{color:blue}", "margin:0;color:red")]
    [InlineData(".a{margin:0} .b{margin-left:1px} .c{margin:2px}", "margin-left:1px;margin:2px")]
    [InlineData("p{color:red!important} #i{color:blue}", "color:blue;color:red")]
    public void The_cascade_is_that_of_CSS(string css, string style) =>
        Assert.Equal($"<p style=\"{style}\" id=i class='a b c'>1</p>", StyleInliner.Inline($"<style>{css}</style><p id=i class='a b c'>1</p>", isTemplate: false));

    [Theory]
    [InlineData("@media (max-width:1px){p{color:red!important}}")]
    [InlineData("@supports (display:grid){p{display:grid}}")]
    [InlineData("@font-face{font-family:x;src:url(x)}")]
    [InlineData("@import url(x.css);")]
    [InlineData("p:hover{color:red}")]
    [InlineData("p::before{content:'}'}")]
    [InlineData("#outlook a{padding:0}")]
    [InlineData("p{ b{color:red} }")]
    public void Rules_that_cannot_be_inlined_are_kept(string css)
    {
        var html = $"<html><head><style>{css}</style></head><body><p>1</p></body></html>";
        Assert.Equal(html, StyleInliner.Inline(html, isTemplate: false));
        Assert.Equal(
            html.Replace("<p>", "<p style=\"margin:0\">"),
            StyleInliner.Inline(html.Replace("</style>", "p{margin:0}</style>"), isTemplate: false));
    }

    [Fact]
    public void A_rule_for_an_element_that_is_not_in_the_text_is_kept() =>
        Assert.Equal("<style>body{margin:0}</style><p>1</p>", StyleInliner.Inline("<style>body{margin:0}</style><p>1</p>", isTemplate: false));

    [Theory]
    [InlineData("<table>{{#rows}}<tr><td>{{&a}}</td></tr>{{/rows}}</table>", "<table>{{#rows}}<tr><td style=\"color:red\">{{&a}}</td></tr>{{/rows}}</table>")]
    [InlineData("<td style='{{x}}'>1</td>", "<td style='{{x}}'>1</td>")]
    [InlineData("<table><tr><td style='{{x}}'>1</table>", "<table><tr><td style='color:red;{{x}}'>1</table>")]
    [InlineData("<table><tr><td title={{x}} {{! > }}>1</table>", "<table><tr><td title={{x}} {{! > }}>1</table>")]
    [InlineData("<table><tr><td title={{x}}>1</table>", "<table><tr><td style=\"color:red\" title={{x}}>1</table>")]
    [InlineData("<table><tr><td>{{! </td><td> }}&nbsp;&copy;</table>", "<table><tr><td style=\"color:red\">{{! </td><td> }}&nbsp;&copy;</table>")]
    [InlineData("<table><tr><td>{{=<% %>=}}<% a %><%={{ }}=%></table>", "<table><tr><td style=\"color:red\">{{=<% %>=}}<% a %><%={{ }}=%></table>")]
    public void Template_tags_do_not_change_by_a_single_byte(string body, string expected)
    {
        var inlined = StyleInliner.Inline($"<style>td{{color:red}}</style>{body}", isTemplate: true);
        Assert.EndsWith(expected, inlined, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div class=\"{{state}}\"><p>1</p></div>")]
    [InlineData("<div {{#x}}class=\"a\"{{/x}}><p>1</p></div>")]
    [InlineData("<div id={{x}}><p>1</p></div>")]
    public void If_a_class_depends_on_a_tag_all_rules_are_kept(string body)
    {
        var html = $"<style>.a p{{color:red}} p{{color:blue}}</style>{body}";
        Assert.Equal(html, StyleInliner.Inline(html, isTemplate: true));
    }

    [Fact]
    public void If_elements_may_be_repeated_rules_for_positions_are_kept()
    {
        const string css = "<style>tr:first-child{color:red}</style>";
        Assert.Equal($"{css}<table>{{{{#a}}}}<tr>{{{{/a}}}}</table>", StyleInliner.Inline($"{css}<table>{{{{#a}}}}<tr>{{{{/a}}}}</table>", isTemplate: true));
        Assert.Equal("<table><tr style=\"color:red\">{{a}}</table>", StyleInliner.Inline(css + "<table><tr>{{a}}</table>", isTemplate: true));
    }

    [Theory]
    [InlineData("p{color:red", StyleSheetFault.UnclosedRule, 2)]
    [InlineData("p{}\n/* p{}", StyleSheetFault.UnclosedComment, 3)]
    [InlineData("p{}\n\np{font-family:'A\n}", StyleSheetFault.UnclosedString, 4)]
    [InlineData("p{}}", StyleSheetFault.UnexpectedBrace, 2)]
    [InlineData("{color:red}", StyleSheetFault.InvalidSelector, 2)]
    [InlineData("p > > a{color:red}", StyleSheetFault.InvalidSelector, 2)]
    [InlineData("p,,a{color:red}", StyleSheetFault.InvalidSelector, 2)]
    [InlineData("p{\n color red;\n margin:0}", StyleSheetFault.InvalidDeclaration, 3)]
    [InlineData("p{color:red} .a", StyleSheetFault.UnclosedRule, 2)]
    [InlineData("@media x{p{color:red}", StyleSheetFault.UnclosedRule, 2)]
    public void An_invalid_style_sheet_is_an_error_with_its_line(string css, StyleSheetFault fault, int line)
    {
        var e = Fault(css);
        Assert.Equal((fault, line), (e.Fault, e.Line));
    }

    [Theory]
    [InlineData("<style>p{color:{{c}}}</style>", StyleSheetFault.TagInside)]
    [InlineData("<style media='print'>{{#x}}p{}{{/x}}</style>", StyleSheetFault.TagInside)]
    [InlineData("<link rel=stylesheet href='x.css'>", StyleSheetFault.Linked)]
    [InlineData("<LINK REL='alternate StyleSheet' HREF='x.css'>", StyleSheetFault.Linked)]
    public void A_linked_style_sheet_or_one_with_tags_cannot_be_inlined(string html, StyleSheetFault fault) =>
        Assert.Equal(fault, Assert.Throws<StyleSheetException>(() => StyleInliner.Inline(html, isTemplate: true)).Fault);

    [Theory]
    [InlineData("<!--[if mso]><link rel=stylesheet href=x.css><style>p{</style><![endif]--><p>1</p>")]
    [InlineData("<link rel=icon href=x><p>1</p>")]
    [InlineData("plain text with <style in it")]
    [InlineData("<style></style><style>/* x */</style><p>1")]
    [InlineData("<style type=text/x>p{color:red}</style><p>1")]
    public void A_text_without_a_style_sheet_is_not_changed(string html) => Assert.Equal(html, StyleInliner.Inline(html, isTemplate: true));

    [Fact]
    public void A_text_is_inlined_once()
    {
        var texts = new InlinedTexts(isTemplate: false);
        const string html = "<style>p{color:red}</style><p>1</p>";
        Assert.Same(texts.Get(html), texts.Get(new string(html.ToCharArray())));
    }

    private static StyleSheetException Fault(string css) =>
        Assert.Throws<StyleSheetException>(() => StyleInliner.Inline($"<p>1</p>\n<style>{css}</style>", isTemplate: false));
}
