using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>A permitted rate, and the delay of the service's responses.</summary>
/// <param name="PerSecond">Submissions per second.</param>
/// <param name="AnswersAfter">The delay of a response in seconds.</param>
/// <param name="Submissions">The number of submissions.</param>
internal sealed record RateCase(int PerSecond, double AnswersAfter, int Submissions)
{
    /// <summary>The window starts with four outstanding responses and doubles with each response time until it is large enough for the rate.</summary>
    public double WarmUpSeconds =>
        AnswersAfter * (1 + Math.Max(0, Math.Ceiling(Math.Log2(PerSecond * AnswersAfter / 4)))) + 1;

    public double IntervalMilliseconds => 1000.0 / PerSecond;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond}/s, {AnswersAfter} s");
}
