using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>How many responses may be outstanding, by rate, response times and results.</summary>
public class SendWindowTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(50, 4)]
    public void The_window_starts_small(double rate, int size) => Assert.Equal(size, new SendWindow(rate).Size);

    [Fact]
    public void Without_a_rate_limit_the_first_acceptance_makes_the_window_four()
    {
        var window = new SendWindow(0);
        window.Answered(1, Seconds(1), isAccepted: false);
        Assert.Equal(1, window.Size);
        window.Answered(1, Seconds(1), isAccepted: true);
        Assert.Equal(4, window.Size);
        Answer(window, 100, 1);
        Assert.Equal(4, window.Size);
    }

    [Fact]
    public void The_window_grows_by_one_with_each_response_while_it_is_used()
    {
        var window = new SendWindow(50);
        Answer(window, 4, 1);
        Assert.Equal(8, window.Size);
        Answer(window, 8, 1);
        Assert.Equal(16, window.Size);
    }

    [Fact]
    public void The_window_does_not_grow_while_it_is_not_used()
    {
        var window = new SendWindow(50);
        for (var i = 0; i < 10; i++)
        {
            window.Answered(1, Seconds(1), isAccepted: true);
        }

        Assert.Equal(4, window.Size);
    }

    [Theory]
    [InlineData(1, 8, 12)]
    [InlineData(5, 0.2, 4)]
    [InlineData(20, 0.5, 15)]
    [InlineData(50, 1, 75)]
    [InlineData(1000, 10, 256)]
    public void The_window_grows_to_half_as_much_again_as_the_rate_needs(double rate, double seconds, int size)
    {
        var window = new SendWindow(rate);
        Answer(window, 1000, seconds);
        Assert.Equal(size, window.Size);
    }

    [Fact]
    public void One_late_response_does_not_enlarge_the_window()
    {
        var window = new SendWindow(20);
        Answer(window, 20, 0.5);
        Answer(window, 1, 30);
        Assert.Equal(15, window.Size);
    }

    [Fact]
    public void Of_two_middle_response_times_the_longer_one_counts()
    {
        var window = new SendWindow(10);
        Answer(window, 15, 3);
        Answer(window, 15, 1);
        Assert.Equal(34, window.Size);
    }

    [Fact]
    public void With_a_rate_limit_rejections_also_enlarge_the_window()
    {
        var window = new SendWindow(50);
        window.Answered(4, Seconds(1), isAccepted: false);
        Assert.Equal(5, window.Size);
    }

    [Fact]
    public void Too_fast_halves_the_window_and_an_unknown_result_makes_it_one()
    {
        var window = new SendWindow(50);
        Answer(window, 12, 1);
        window.Halve();
        Assert.Equal(8, window.Size);
        window.Restart();
        Assert.Equal(1, window.Size);
        window.Halve();
        Assert.Equal(1, window.Size);
        Answer(window, 3, 1);
        Assert.Equal(4, window.Size);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static void Answer(SendWindow window, int count, double seconds)
    {
        for (var i = 0; i < count; i++)
        {
            window.Answered(window.Size, Seconds(seconds), isAccepted: true);
        }
    }
}
