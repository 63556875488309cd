using System.Security.Cryptography;
using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;
using EmailCar.Settings;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Smtp;

/// <summary>The timeout of a run by SMTP.</summary>
public class SmtpTimeoutTests : SmtpTest
{
    public SmtpTimeoutTests()
        : base(skipsWaits: false)
    {
    }

    /// <summary>A second timeout, in the SMTP client, could expire first and would be reported as a lost connection.</summary>
    [Fact]
    public void Only_the_clock_of_the_run_decides_that_a_reply_is_late()
    {
        using var server = new RawSmtpServer { BeforeReply = _ => Task.Run(WorkForMilliseconds) };
        using var client = new EmailCarClient(
            new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)),
            new ClientSettings
            {
                Endpoint = new Uri("http://127.0.0.1:9/v1/"),
                Smtp = new SmtpSettings("127.0.0.1", ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)) { Port = server.Port, Security = SmtpSecurity.None },
                Timeout = TimeSpan.FromMilliseconds(1),
                Time = Clock,
                RateLimiter = AccountRateLimiter.Alone(0, Clock),
            });

        Assert.Equal(SendStatus.Submitted, Assert.Single(Send(client, Mail, "a@x.cn")).Status);
    }

    private static void WorkForMilliseconds()
    {
        using var hash = SHA256.Create();
        hash.ComputeHash(new byte[20_000_000]);
    }
}
