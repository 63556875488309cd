using EmailCar.Client.Tests.Support;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Settings;

public class AccountTests
{
    [Theory] // by md5sum
    [InlineData("secret", "5ebe2294ecd0e0f08eab7690d2a6ee69")]
    [InlineData("密码 p@ss", "8342cfbac4960260a497b05ce94c15d4")]
    [InlineData("🎉", "5b4042e548183ef230051ab6861fb02e")]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    public void The_password_is_hashed_as_UTF_8(string password, string md5) =>
        Assert.Equal(md5, new Account("ops", ServiceTest.Secure(password)).PasswordMd5);

    [Fact]
    public void An_account_shows_its_user_name_and_nothing_else()
    {
        var account = new Account("ops@example.cn", ServiceTest.Secure("secret"));
        Assert.Equal("ops@example.cn", account.ToString());
        Assert.Equal(["UserName"], typeof(Account).GetProperties().Select(p => p.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_user_name_is_rejected(string userName) =>
        Assert.Throws<ArgumentException>(() => new Account(userName, ServiceTest.Secure("secret")));
}
