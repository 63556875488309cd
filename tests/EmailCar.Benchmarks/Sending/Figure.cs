namespace EmailCar.Benchmarks.Sending;

/// <summary>One measured number, and between what it has to lie; a number without a bound is there to be read.</summary>
internal sealed record Figure(string Name, double? Value, string Unit)
{
    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public bool Holds => !(Value < AtLeast) && !(Value > AtMost);

    /// <summary>A word on what follows; there is no number to it.</summary>
    public static Figure Note(string text) => new(text, null, "");

    /// <summary>A count that leaves no room.</summary>
    public static Figure Exactly(double expected, string name, double value, string unit = "") =>
        new(name, value, unit) { AtLeast = expected, AtMost = expected };
}
