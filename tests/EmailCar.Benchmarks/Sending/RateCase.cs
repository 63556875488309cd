using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>A permitted rate, and how late the service answers.</summary>
/// <param name="PerSecond">Submissions a second.</param>
/// <param name="AnswersAfter">Seconds that an answer takes.</param>
/// <param name="Submissions">How many are sent.</param>
internal sealed record RateCase(int PerSecond, double AnswersAfter, int Submissions)
{
    /// <summary>The window starts with four open answers and doubles with each answer time until it has what the rate needs.</summary>
    public double WarmUpSeconds =>
        AnswersAfter * (1 + Math.Max(0, Math.Ceiling(Math.Log2(PerSecond * AnswersAfter / 4)))) + 1;

    public double IntervalMilliseconds => 1000.0 / PerSecond;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond}/s, {AnswersAfter} s");
}
