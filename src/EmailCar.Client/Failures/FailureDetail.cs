using System.Globalization;

namespace EmailCar.Failures;

/// <summary>What the client itself, and not the service or the system, has to say of a failed request.</summary>
public enum FailureReason
{
    /// <summary>No answer within so many seconds.</summary>
    NoAnswer,

    /// <summary>No connection within so many seconds.</summary>
    NoConnection,

    /// <summary>This HTTP status, redirected to that address.</summary>
    Redirected,

    /// <summary>This HTTP status with an empty answer.</summary>
    EmptyAnswer,

    /// <summary>This HTTP status with an answer that is not the documented JSON and begins like that.</summary>
    OtherAnswer,

    /// <summary>The answer is longer than so many MB.</summary>
    AnswerTooLong,

    /// <summary>The service answers other requests, and this failure goes on all the same.</summary>
    GoesOn,

    /// <summary>This failure; and asked for the balance, the service failed in that way.</summary>
    NoSignOfLife,
}

/// <summary>The client's own words of a failure in parts, so that whoever shows them can do it in the reader's language.</summary>
public sealed class FailureDetail
{
    internal FailureDetail(FailureReason reason, params object[] values)
    {
        Reason = reason;
        Values = values;
    }

    /// <summary>What there is to say.</summary>
    public FailureReason Reason { get; }

    /// <summary>What the words are filled with, as the reason says: numbers, texts, other failures.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>The same in English.</summary>
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
