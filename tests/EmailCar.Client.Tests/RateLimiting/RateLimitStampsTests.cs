using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.RateLimiting;

/// <summary>The text of the lock file.</summary>
public class RateLimitStampsTests
{
    private const string Clock = "here";

    [Theory]
    [InlineData("100 300 200 here w", 400, -200)]
    [InlineData("100 700 500 here w", 400, 200)]
    [InlineData("100 700 500 here w and more", 400, 200)]
    public void Stamps_of_this_machine_are_relative_to_now(string text, long since, long notBefore) =>
        Assert.Equal(new RateLimitStamps(TimeSpan.FromTicks(since), TimeSpan.FromTicks(notBefore), "w"), Parse(text));

    [Theory]
    [InlineData("100 300 200 there w", 110, 90)]
    [InlineData("200 300 200 there w", 10, 90)]
    [InlineData("100 9000 8000 there w", 7910, 990)]
    public void Stamps_of_another_machine_are_relative_to_the_time_since_they_were_written(string text, long since, long notBefore) =>
        Assert.Equal(new RateLimitStamps(TimeSpan.FromTicks(since), TimeSpan.FromTicks(notBefore), "w"), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("100 300 200 here")]
    [InlineData("x 300 200 here w")]
    [InlineData("100 x 200 here w")]
    [InlineData("100 300 x here w")]
    [InlineData("-1 300 200 here w")]
    [InlineData("3155378976000000000 300 200 here w")] // the year 10000
    [InlineData("100 300 501 here w")] // from before the machine was restarted
    [InlineData("201 300 200 there w")] // a departure after the text was written
    public void An_invalid_text_contains_no_stamps(string text)
    {
        var stamps = Parse(text);
        Assert.Equal((null, TimeSpan.Zero), (stamps.SinceDeparture, stamps.NotBefore));
    }

    [Fact]
    public void The_text_is_read_as_it_was_written()
    {
        var stamps = new RateLimitStamps(TimeSpan.FromTicks(400), TimeSpan.FromTicks(200), "w");
        Assert.Equal(stamps, Parse(stamps.Format(Clock, 500)));
    }

    private static RateLimitStamps Parse(string text) => RateLimitStamps.Parse(text, Clock, 500, () => TimeSpan.FromTicks(10));
}
