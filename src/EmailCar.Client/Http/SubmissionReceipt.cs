namespace EmailCar.Http;

/// <summary>The response of the service to an accepted submission.</summary>
/// <param name="Ids">One task id per recipient, in their order; null if the service returned none. Empty for SMTP.</param>
/// <param name="QueueId">The queue id of the SMTP server; null if there is none.</param>
internal sealed record SubmissionReceipt(IReadOnlyList<long?> Ids, string? QueueId = null);
