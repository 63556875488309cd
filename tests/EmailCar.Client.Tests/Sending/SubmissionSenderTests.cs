using EmailCar.Failures;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>The status that follows from a failure.</summary>
public class SubmissionSenderTests
{
    [Theory]
    [InlineData(FailureKind.Refused, false, SendStatus.Rejected)]
    [InlineData(FailureKind.SenderNotRegistered, false, SendStatus.Rejected)]
    [InlineData(FailureKind.BadRecipient, false, SendStatus.Rejected)]
    [InlineData(FailureKind.Postponed, false, SendStatus.Rejected)]
    [InlineData(FailureKind.TooLarge, false, SendStatus.Rejected)]
    [InlineData(FailureKind.AttachmentChanged, false, SendStatus.Rejected)]
    [InlineData(FailureKind.TooFast, false, SendStatus.NotSent)]
    [InlineData(FailureKind.NoPoints, false, SendStatus.NotSent)]
    [InlineData(FailureKind.TimedOut, false, SendStatus.NotSent)]
    [InlineData(FailureKind.TimedOut, true, SendStatus.Unknown)]
    [InlineData(FailureKind.Refused, true, SendStatus.Unknown)]
    public void The_status_follows_from_the_failure(FailureKind kind, bool mayHaveArrived, SendStatus status) =>
        Assert.Equal(status, SubmissionSender.StatusOf(new EmailCarException(kind, "no") { MayHaveArrived = mayHaveArrived }));
}
