using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>Templates are parsed only once.</summary>
public class TemplateCacheTests
{
    private readonly TemplateCache _cache = new();

    [Fact]
    public void The_same_text_gives_the_same_template()
    {
        var first = _cache.Get("{{a}}");
        Assert.Same(first, _cache.Get("{{a}}"));
        var other = _cache.Get("{{b}}");
        Assert.Same(first, _cache.Get(new string("{{a}}".ToCharArray())));
        Assert.Same(other, _cache.Get(new string("{{b}}".ToCharArray())));
    }

    [Fact]
    public void A_list_with_a_template_in_each_row_does_not_fill_the_memory()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal($"{i} x", _cache.Get($"{i} {{{{a}}}}").Fill(new ListRow(("a", "x")), isHtml: true, out _));
            Assert.InRange(_cache.Count, 1, TemplateCache.MaxTemplates);
        }
    }

    [Fact]
    public void Texts_without_tags_are_not_kept()
    {
        Assert.Equal("plain", _cache.Get("plain").Fill(new ListRow(), isHtml: true, out _));
        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void An_invalid_template_is_invalid_the_second_time_too()
    {
        Assert.Throws<TemplateException>(() => _cache.Get("{{"));
        Assert.Throws<TemplateException>(() => _cache.Get("{{"));
    }
}
