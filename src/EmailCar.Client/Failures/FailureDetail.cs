using System.Globalization;

namespace EmailCar.Failures;

/// <summary>The reasons for a failed request that come from the client, not from the service or the system.</summary>
public enum FailureReason
{
    /// <summary>There was no response within this number of seconds.</summary>
    NoAnswer,

    /// <summary>There was no connection within this number of seconds.</summary>
    NoConnection,

    /// <summary>The response has this HTTP status and redirects to this address.</summary>
    Redirected,

    /// <summary>The response has this HTTP status and is empty.</summary>
    EmptyAnswer,

    /// <summary>The response has this HTTP status and is not the documented JSON; it begins with this text.</summary>
    OtherAnswer,

    /// <summary>The response is longer than this number of MB.</summary>
    AnswerTooLong,

    /// <summary>Submissions keep failing in this way, although the service responds to other requests.</summary>
    GoesOn,

    /// <summary>A submission failed in this way, and a balance query failed in that way.</summary>
    NoSignOfLife,
}

/// <summary>The client's own message about a failure, in parts, so that it can be shown in the user's language.</summary>
public sealed class FailureDetail
{
    internal FailureDetail(FailureReason reason, params object[] values)
    {
        Reason = reason;
        Values = values;
    }

    /// <summary>The reason.</summary>
    public FailureReason Reason { get; }

    /// <summary>The values for the message, depending on the reason: numbers, texts, other failures.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>The message in English.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, English, [.. Values.Select(value => value is Exception e ? e.Message : value)]);

    private string English => Reason switch
    {
        FailureReason.NoAnswer => "No response within {0:0.#} s.",
        FailureReason.NoConnection => "No connection within {0:0.#} s.",
        FailureReason.Redirected => "HTTP status {0} redirects to {1}.",
        FailureReason.EmptyAnswer => "HTTP status {0} with an empty response.",
        FailureReason.OtherAnswer => "HTTP status {0} with a response that is not the documented JSON; it begins with: {1}",
        FailureReason.AnswerTooLong => "The response is longer than {0} MB.",
        FailureReason.GoesOn => "Submissions keep failing, although the service responds to other requests: {0}",
        _ => "{0} A balance query failed too: {1}",
    };
}
