namespace EmailCar.Benchmarks.Sending;

/// <summary>A measured number and its limits; a number without limits is for information.</summary>
internal sealed record Figure(string Name, double? Value, string Unit)
{
    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public bool Holds => !(Value < AtLeast) && !(Value > AtMost);

    /// <summary>Returns a note about the figures that follow, without a number.</summary>
    public static Figure Note(string text) => new(text, null, "");

    /// <summary>Returns a count that must be exact.</summary>
    public static Figure Exactly(double expected, string name, double value, string unit = "") =>
        new(name, value, unit) { AtLeast = expected, AtMost = expected };
}
