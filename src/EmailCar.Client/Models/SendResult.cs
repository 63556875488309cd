using EmailCar.Sending;

namespace EmailCar;

/// <summary>What became of one recipient's mail when it was sent.</summary>
/// <param name="To">The recipient's address; as it stood in the row when it is unusable.</param>
/// <param name="Status">Submitted, Rejected, Unknown, NotSent or Skipped.</param>
/// <param name="Id">The service's task id; null where there is none or the answer named none.</param>
/// <param name="Subject">The mail's subject.</param>
/// <param name="Message">Why it is not Submitted; null when there is nothing to say.</param>
/// <param name="Time">When that was known.</param>
/// <param name="MessageKey">The caller's own name of the mail; null without.</param>
public sealed record SendResult(
    string To, SendStatus Status, long? Id, string? Subject, string? Message, DateTimeOffset Time, string? MessageKey);
