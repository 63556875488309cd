using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests.Messages;

/// <summary>Every message of the module in both languages. The page artifacts/messages.html shows them with sample values, for reading.</summary>
public sealed class MessageTests
{
    private static readonly MessageTable English = new("Strings.resx", "en-US");
    private static readonly MessageTable Chinese = new("Strings.zh-CN.resx", "zh-CN");

    /// <summary>Words to avoid in texts, and terms that are no longer used.</summary>
    private static readonly Regex Avoided = new(
        @"\b(mend\w*|stands? (after|before|around)|tells?|says?|became of|comes? out|of (its|their) own|in passing|is none|whoever|nobody|costs? (a|the)|mails|a mail|pace|baton)\b",
        RegexOptions.IgnoreCase);

    public static TheoryData<string> Names => [.. English.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_can_be_shown_in_both_languages_and_ends_like_a_sentence(string name)
    {
        Assert.Equal(English.Places(name), Chinese.Places(name));
        var (english, chinese) = (English.Render(name), Chinese.Render(name));
        Assert.DoesNotMatch(@"\{\d", english + chinese);
        Assert.DoesNotMatch(@"  | [.,;:](\s|$)", english);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}[,;!?]|[，；：。！？（）] | [，；：。！？（）]", Chinese.Text(name).Replace("邮箱,姓名", "", StringComparison.Ordinal));
        if (IsSentence(name))
        {
            Assert.Matches(@"([.?]|[:,.] \{\d\}|\.\))$", English.Text(name).TrimEnd());
            Assert.Matches(@"([。？]|[：，。]\{\d\}|）)$", Chinese.Text(name).TrimEnd());
        }
    }

    /// <summary>Errors, their actions, and texts of several sentences, in contrast to labels.</summary>
    private static bool IsSentence(string name) =>
        name.EndsWith("Action", StringComparison.Ordinal) ? English.Names.Contains(name[..^"Action".Length])
        : English.Names.Contains(name + "Action") || English.Text(name).Contains(". ", StringComparison.Ordinal);

    [Fact]
    public void No_message_contains_a_word_to_avoid() =>
        Assert.DoesNotContain(English.Names.Select(English.Text), text => Avoided.IsMatch(text));

    [Fact]
    public void Sample_values_belong_to_existing_messages() => Assert.Empty(English.SampledNames.Except(English.Names));

    [Fact]
    public void The_page_with_all_messages_is_written()
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Messages</title>\n<table>\n");
        foreach (var name in English.Names)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}<td>{WebUtility.HtmlEncode(English.Render(name))}<td lang=\"zh-CN\">{WebUtility.HtmlEncode(Chinese.Render(name))}\n");
        }

        var path = Path.Combine(HostedEngine.RepositoryRoot, "artifacts", "messages.html");
        File.WriteAllText(path, page.Append("</table>\n").ToString());
        Assert.Equal(English.Names.Count, Regex.Count(File.ReadAllText(path), "<tr>"));
    }
}
