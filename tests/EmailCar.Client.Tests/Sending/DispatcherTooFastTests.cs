using EmailCar.Failures;
using EmailCar.Sending;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A run that ended because of "too fast" must not be mistaken for a "too fast" response, which is retried.</summary>
public class DispatcherTooFastTests() : EngineTest(skipsWaits: true)
{
    [Fact]
    public void Several_too_fast_responses_end_the_run_once()
    {
        Server.Answer(SendPath, RawAnswer.Text(429, "", "Retry-After: 30"));
        using var run = Run("1", "2", "3", "4", "5", "6");
        var outcomes = Finish(run);
        Assert.Equal(6, outcomes.Count);
        Assert.All(outcomes, o => Assert.Equal((SendStatus.NotSent, FailureKind.TooFast), (o.Status, o.Failure!.Kind)));
        Assert.InRange(Server.Submissions.Count, 11, 44);
        Assert.InRange(Told.OfType<RetryNotice>().Count(), 10, 40);
    }
}
