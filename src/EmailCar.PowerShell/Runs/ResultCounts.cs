using System.Globalization;

namespace EmailCar.Runs;

/// <summary>The results of a run so far, by status.</summary>
internal sealed class ResultCounts
{
    private readonly int[] _counts = new int[5];

    public int Total { get; private set; }

    public int this[SendStatus status] => _counts[(int)status];

    public void Add(SendStatus status)
    {
        _counts[(int)status]++;
        Total++;
    }

    /// <summary>Returns the counts as text.</summary>
    public override string ToString() => string.Format(
        CultureInfo.CurrentCulture,
        Strings.SummaryVerbose,
        this[SendStatus.Submitted],
        this[SendStatus.Rejected],
        this[SendStatus.Unknown],
        this[SendStatus.NotSent],
        this[SendStatus.Skipped]);

    public SendSummary Summarize(TimeSpan duration, string? endedBy) => new(
        this[SendStatus.Submitted],
        this[SendStatus.Rejected],
        this[SendStatus.Unknown],
        this[SendStatus.NotSent],
        this[SendStatus.Skipped],
        duration,
        endedBy);
}
