namespace EmailCar.Benchmarks.Sending;

/// <summary>The email for all recipients, about as long as a short welcome email.</summary>
internal static class Mail
{
    public const string Subject = "欢迎使用 EmailCar";

    public static string Html { get; } =
        string.Concat(Enumerable.Repeat("<p>尊敬的客户：您的账户已经开通。<a href=\"https://example.com/start\">Start here</a></p>\n", 20));
}
