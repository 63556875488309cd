using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Answers;

/// <summary>A server may echo what it received, but no failure repeats the secret.</summary>
public class SecretTests : ServiceTest
{
    public static TheoryData<string> Echoes => new()
    {
        $$"""{"status":"error","msg":"unknown: api_pwd={{PasswordMd5}}"}""",
        $$"""{"status":"error","msg":"{{PasswordMd5}} and {{PasswordMd5.ToUpperInvariant()}}"}""",
        $"<html>api_pwd={PasswordMd5}</html>",
        new string('x', 70) + PasswordMd5,
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task An_echo_of_the_secret_in_the_response_is_removed(string text)
    {
        var failure = await BalanceFailure(RawAnswer.Text(200, text));
        Assert.Contains("***", failure.Message);
        HoldsNoSecret(failure);
    }

    [Fact]
    public async Task An_echo_of_the_secret_in_a_redirect_is_removed() =>
        HoldsNoSecret(await BalanceFailure(RawAnswer.Text(302, "", $"Location: http://elsewhere.example/?api_pwd={PasswordMd5}")));

    [Theory]
    [InlineData("api_pwd=" + PasswordMd5 + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\napi_pwd=" + PasswordMd5 + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: " + PasswordMd5 + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\napi_pwd=" + PasswordMd5 + "\r\n")]
    public async Task An_echo_of_the_secret_that_breaks_HTTP_is_removed(string literal) =>
        HoldsNoSecret(await BalanceFailure(RawAnswer.Literal(literal)));

    /// <summary>Verifies that a failure does not contain the secret, nor its beginning if the response is truncated.</summary>
    private static void HoldsNoSecret(EmailCarException failure)
    {
        foreach (var text in new[] { failure.ToString(), failure.Message, failure.ServiceMessage ?? "" })
        {
            Assert.DoesNotContain(PasswordMd5.Substring(0, 8), text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
