namespace EmailCar.Http;

/// <summary>What the service answers to a submission that it accepts.</summary>
/// <param name="Ids">One task id a recipient, in their order; null where the service named none. Over SMTP there are none.</param>
/// <param name="QueueId">The SMTP server's own name of the email; null where it gives none.</param>
internal sealed record SubmissionReceipt(IReadOnlyList<long?> Ids, string? QueueId = null);
