using EmailCar.Testing;

namespace EmailCar.Harness.SmtpFaults;

/// <summary>A server that fails in one way, and a run of a few emails against it.</summary>
/// <param name="IsSecure">True for TLS by STARTTLS.</param>
/// <param name="Stage">Where the server fails.</param>
/// <param name="Failure">How it fails.</param>
/// <param name="Accepts">Whether it accepts a message whose reply is lost.</param>
/// <param name="IsForEver">True to fail each time; otherwise only the first time.</param>
public sealed record SmtpFaultCase(bool IsSecure, string Stage, string Failure, bool Accepts, bool IsForEver)
{
    /// <summary>The number of emails per run.</summary>
    internal const int Recipients = 3;

    /// <summary>Returns every stage and failure, without TLS and with it.</summary>
    /// <param name="stages">The stages to return; empty for all.</param>
    public static IReadOnlyList<SmtpFaultCase> All(IReadOnlyList<string> stages) =>
    [
        .. from isSecure in new[] { false, true }
           from stage in Enum.GetValues<RawSmtpStage>()
           where isSecure || stage != RawSmtpStage.StartTls
           where stages.Count == 0 || stages.Contains(stage.ToString(), StringComparer.OrdinalIgnoreCase)
           from failure in Enum.GetValues<RawSmtpFailure>()
           from accepts in IsOpen(stage, failure) ? new[] { false, true } : [false]
           from isForEver in EndsSoon(stage, failure) ? new[] { false, true } : [false]
           select new SmtpFaultCase(isSecure, stage.ToString(), failure.ToString(), accepts, isForEver),
    ];

    /// <summary>The addresses of the run.</summary>
    internal static IReadOnlyList<string> Addresses => [.. Enumerable.Range(1, Recipients).Select(i => $"user{i}@example.com")];

    internal RawSmtpFault Fault => new(Enum.Parse<RawSmtpStage>(Stage), Enum.Parse<RawSmtpFailure>(Failure))
    {
        Accepts = Accepts,
        Times = IsForEver ? int.MaxValue : 1,
    };

    /// <summary>Returns whether the client cannot know if the message was accepted.</summary>
    private static bool IsOpen(RawSmtpStage stage, RawSmtpFailure failure) =>
        stage is RawSmtpStage.End or RawSmtpStage.AnswerCut && failure is RawSmtpFailure.Close or RawSmtpFailure.Hang;

    /// <summary>Returns whether a case ends soon: repeated 4xx replies make the client wait for minutes, except those to RCPT.</summary>
    private static bool EndsSoon(RawSmtpStage stage, RawSmtpFailure failure) =>
        failure != RawSmtpFailure.Temporary || stage is RawSmtpStage.Rcpt or RawSmtpStage.Body or RawSmtpStage.AnswerCut;
}
