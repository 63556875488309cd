using EmailCar.Redis;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Redis;

/// <summary>How the connection string of a Redis server and the name of a journal are displayed.</summary>
public sealed class RedisSettingsTests
{
    [Theory]
    [InlineData("redis.example.com:6379,password=geheim,ssl=true", "redis.example.com:6379")]
    [InlineData("a:1, b:2 ,user=mail,password=geheim", "a:1,b:2")]
    [InlineData("[::1]:6379", "[::1]:6379")]
    [InlineData("localhost", "localhost")]
    public void Only_the_hosts_are_shown(string text, string hosts)
    {
        var settings = new RedisSettings(text);
        Assert.Equal(hosts, settings.Hosts);
        Assert.Equal(hosts, settings.ToString());
    }

    [Theory]
    [InlineData("password=geheim")]
    [InlineData("h:1,password=half,geheim")]
    [InlineData("redis://user:geheim@h:1")]
    [InlineData("user:geheim@h:1")]
    [InlineData("")]
    public void A_text_that_may_be_part_of_a_password_is_rejected_and_not_quoted(string text)
    {
        var e = Assert.Throws<FormatException>(() => new RedisSettings(text));
        Assert.DoesNotContain("geheim", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:payslips-2026-05", true)]
    [InlineData("redis:工资条.5月", true)]
    [InlineData("redis:", false)]
    [InlineData("redis:a b", false)]
    [InlineData("redis:{a}", false)]
    [InlineData("redis:a:b", false)]
    public void The_name_of_a_journal_has_letters_digits_dots_hyphens_and_underscores(string path, bool isValid) =>
        Assert.Equal(isValid, RedisJournalPath.IsValid(path));
}
