using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Sandbox;

/// <summary>The settings of a sandbox. <see cref="SandboxServer.Start(SandboxOptions)"/> throws if values are out of range.</summary>
public sealed class SandboxOptions
{
    /// <summary>The TCP port on the loopback interface, 0 to 65535. The default is 0, for a free port.</summary>
    public int Port { get; init; }

    /// <summary>The TCP port for SMTP on the loopback interface, 0 to 65535. The default is 0, for a free port.</summary>
    public int SmtpPort { get; init; }

    /// <summary>
    /// The certificate for STARTTLS, with its private key. The default is null, for one that is created for localhost. None can be created
    /// on Mono; without a certificate, STARTTLS is not offered there. The caller must dispose the certificate.
    /// </summary>
    public X509Certificate2? SmtpCertificate { get; init; }

    /// <summary>
    /// Submissions per second of the server; 0 for no limit, otherwise 0.001 to 10000. The default is 1
    /// (docs/service.md, mail/send). Queries are not counted.
    /// </summary>
    public double RequestsPerSecond { get; init; } = 1;

    /// <summary>
    /// The delay of every response after the request has taken effect: zero to one day. The default is zero.
    /// Requests wait at the same time, not one after another.
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The only user name that the sandbox accepts; not empty. The default is <c>sandbox@example.com</c>.</summary>
    public string UserName { get; init; } = "sandbox@example.com";

    /// <summary>The password for <see cref="UserName"/>; not empty. The default is <c>sandbox</c>.</summary>
    public string Password { get; init; } = "sandbox";

    /// <summary>
    /// Email points at the start, 0 or more; each recipient uses one point (docs/service.md, user/balance). The default is 10000.
    /// </summary>
    public long EmailPoints { get; init; } = 10_000;

    /// <summary>
    /// How long an email to an address that begins with <c>slow</c> has the status "sending" (docs/service.md, mail/lists):
    /// zero to one day. The default is 30 seconds.
    /// </summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The form of the ids in the response to a submission with several recipients. The default is <see cref="IdShape.Array"/>.</summary>
    public IdShape IdShape { get; init; } = IdShape.Array;

    /// <summary>Where the rows of mail/lists have their ids. The default is <see cref="RowIdShape.Inside"/>.</summary>
    public RowIdShape RowIdShape { get; init; } = RowIdShape.Inside;

    /// <summary>
    /// Whether mail/lists begins with the newest email. The default is false: the sample in docs/service.md, mail/lists, begins with
    /// the oldest.
    /// </summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// The number of days before today, in China's time, for which there are emails: 0 to 3660. The default is 0. Most emails were delivered, some
    /// failed, and some were opened; the same day always has the same emails.
    /// </summary>
    public int HistoryDays { get; init; }

    /// <summary>The number of emails on each of the <see cref="HistoryDays"/>, spread over the day: 1 to 100000. The default is 25.</summary>
    public int HistoryPerDay { get; init; } = 25;

    /// <summary>Which submissions have a fault. The default is none.</summary>
    public SandboxFaults Faults { get; init; } = SandboxFaults.None;

    /// <summary>An existing folder in which each accepted email is saved as .eml; the default is null, for none.</summary>
    public string? MailFolder { get; init; }

    internal void Validate()
    {
        Require(Port is >= 0 and <= 65535, nameof(Port), "must lie between 0 and 65535");
        Require(SmtpPort is >= 0 and <= 65535, nameof(SmtpPort), "must lie between 0 and 65535");
        Require(SmtpCertificate?.HasPrivateKey != false, nameof(SmtpCertificate), "must have a private key");
        ValidateRate(RequestsPerSecond);
        ValidateLatency(Latency);
        Require(!string.IsNullOrEmpty(UserName), nameof(UserName), "must not be empty");
        Require(!string.IsNullOrEmpty(Password), nameof(Password), "must not be empty");
        ValidatePoints(EmailPoints);
        Faults.Validate(nameof(Faults));
        Require(MailFolder is null || Directory.Exists(MailFolder), nameof(MailFolder), "must be a folder that exists");
        Require(IsUpToADay(SlowFor), nameof(SlowFor), "must be from zero to one day");
        Require(IdShape is IdShape.Array or IdShape.Shared, nameof(IdShape), "must be a value of the enumeration");
        Require(RowIdShape is >= RowIdShape.Inside and <= RowIdShape.None, nameof(RowIdShape), "must be a value of the enumeration");
        Require(HistoryDays is >= 0 and <= 3660, nameof(HistoryDays), "must lie between 0 and 3660");
        Require(HistoryPerDay is >= 1 and <= 100_000, nameof(HistoryPerDay), "must lie between 1 and 100000");
    }

    internal static void ValidateRate(double rate) =>
        Require(rate is 0 or (>= 0.001 and <= 10_000), nameof(RequestsPerSecond), "must be 0, or from 0.001 to 10000");

    internal static void ValidateLatency(TimeSpan latency) => Require(IsUpToADay(latency), nameof(Latency), "must be from zero to one day");

    internal static void ValidatePoints(long points) => Require(points >= 0, nameof(EmailPoints), "must not be negative");

    private static bool IsUpToADay(TimeSpan span) => span >= TimeSpan.Zero && span <= TimeSpan.FromDays(1);

    private static void Require(bool condition, string option, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(option, $"{option} {rule}.");
        }
    }
}
