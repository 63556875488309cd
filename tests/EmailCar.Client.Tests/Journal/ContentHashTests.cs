using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Emails;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>The hash that assigns rows of the service to an unknown email.</summary>
public sealed class ContentHashTests : IDisposable
{
    private static readonly MailContent Mail = new("a@b.cn", "Shop", "c@d.cn", "Hi", "<p>", false, false);

    private readonly ContentHash _hash = new("5a");

    [Fact]
    public void It_contains_the_salt_and_each_value_with_its_length()
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes("5a\u0006a@b.cn\u0004Shop\u0006c@d.cn\u0002Hi"));
        Assert.Equal(string.Concat(hash.Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture))), _hash.Of(Mail));
    }

    [Fact]
    public void Each_value_changes_it()
    {
        using var salted = new ContentHash("5b");
        MailContent[] others = [Mail with { From = "x@b.cn" }, Mail with { FromName = "x" }, Mail with { ReplyTo = "x@d.cn" }, Mail with { Subject = "x" }];
        Assert.Equal(6, others.Select(_hash.Of).Append(_hash.Of(Mail)).Append(salted.Of(Mail)).Distinct().Count());
    }

    [Fact]
    public void Case_and_blanks_that_a_service_may_change_do_not_change_it()
    {
        MailContent[] same =
        [
            Mail with { From = " A@b.cn" },
            Mail with { FromName = "Shop " },
            Mail with { ReplyTo = "C@D.cn " },
            Mail with { Subject = " Hi " },
            Mail with { Html = "other", TrackOpens = true },
        ];
        Assert.All(same, mail => Assert.Equal(_hash.Of(Mail), _hash.Of(mail)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a@b.cn")]
    public void A_missing_reply_address_is_that_of_the_sender(string? replyTo) =>
        Assert.Equal(_hash.Of(Mail with { ReplyTo = "A@b.cn" }), _hash.Of(Mail with { ReplyTo = replyTo }));

    public void Dispose() => _hash.Dispose();
}
