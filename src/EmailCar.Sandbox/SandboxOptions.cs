using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Sandbox;

/// <summary>How a sandbox behaves. Values out of range are refused by <see cref="SandboxServer.Start(SandboxOptions)"/>.</summary>
public sealed class SandboxOptions
{
    /// <summary>TCP port on the loopback interface, 0 to 65535. 0, the default, picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>TCP port for SMTP on the loopback interface, 0 to 65535. 0, the default, picks a free one.</summary>
    public int SmtpPort { get; init; }

    /// <summary>
    /// The certificate of STARTTLS, with its private key; null, the default, for one that is made for localhost. On Mono, none can be
    /// made: without this one, STARTTLS is not offered there. It stays its owner's.
    /// </summary>
    public X509Certificate2? SmtpCertificate { get; init; }

    /// <summary>
    /// Submissions a second, counted per server; 0 for no limit, else 0.001 to 10000. Default 1
    /// (docs/service.md, mail/send). Queries do not count.
    /// </summary>
    public double RequestsPerSecond { get; init; } = 1;

    /// <summary>
    /// How long every answer is held back once the request has taken effect: zero to one day. Default zero.
    /// Requests wait side by side, not one after the other.
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The only login name the sandbox knows; not empty. Default <c>sandbox@example.com</c>.</summary>
    public string UserName { get; init; } = "sandbox@example.com";

    /// <summary>The password that goes with <see cref="UserName"/>; not empty. Default <c>sandbox</c>.</summary>
    public string Password { get; init; } = "sandbox";

    /// <summary>
    /// E-mail points at the start, 0 or more; a recipient costs one (docs/service.md, user/balance). Default 10000.
    /// </summary>
    public long EmailPoints { get; init; } = 10_000;

    /// <summary>
    /// How long mail to an address that begins with <c>slow</c> stays "sending" (docs/service.md, mail/lists):
    /// zero to one day. Default 30 seconds.
    /// </summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The shape of the ids that answer a submission of several recipients. Default <see cref="IdShape.Array"/>.</summary>
    public IdShape IdShape { get; init; } = IdShape.Array;

    /// <summary>Where the rows of mail/lists have their ids. Default <see cref="RowIdShape.Inside"/>.</summary>
    public RowIdShape RowIdShape { get; init; } = RowIdShape.Inside;

    /// <summary>
    /// Whether mail/lists begins with the newest mail. Default false: the sample of docs/service.md, mail/lists, begins with
    /// the oldest.
    /// </summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// How many days before today, as China counts them, there is mail of: 0 to 3660. Default 0. Most of it was delivered, some
    /// failed, some was opened; the same day always has the same mails.
    /// </summary>
    public int HistoryDays { get; init; }

    /// <summary>Mails on each of the <see cref="HistoryDays"/>, spread over the day: 1 to 100000. Default 25.</summary>
    public int HistoryPerDay { get; init; } = 25;

    /// <summary>Which submissions meet a fault. Default: none.</summary>
    public SandboxFaults Faults { get; init; } = SandboxFaults.None;

    /// <summary>A folder that exists, to which each accepted email is written as .eml; null, the default, for none.</summary>
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
        Require(IsUpToADay(SlowFor), nameof(SlowFor), "must lie between zero and one day");
        Require(IdShape is IdShape.Array or IdShape.Shared, nameof(IdShape), "must be a value of the enumeration");
        Require(RowIdShape is >= RowIdShape.Inside and <= RowIdShape.None, nameof(RowIdShape), "must be a value of the enumeration");
        Require(HistoryDays is >= 0 and <= 3660, nameof(HistoryDays), "must lie between 0 and 3660");
        Require(HistoryPerDay is >= 1 and <= 100_000, nameof(HistoryPerDay), "must lie between 1 and 100000");
    }

    internal static void ValidateRate(double rate) =>
        Require(rate is 0 or (>= 0.001 and <= 10_000), nameof(RequestsPerSecond), "must be 0, or lie between 0.001 and 10000");

    internal static void ValidateLatency(TimeSpan latency) => Require(IsUpToADay(latency), nameof(Latency), "must lie between zero and one day");

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
