namespace EmailCar.Harness.Machines;

/// <summary>The results of several machines, line by line, and the violations found.</summary>
public sealed class MachineReport
{
    private readonly List<string> _lines = [];

    internal MachineReport(string title)
    {
        _lines.Add(title);
        _lines.Add(Machine.HasFakeTime ? "  clocks: 30 s fast and slow in turns" : "  clocks: all the same, since faketime is not installed");
    }

    /// <summary>Whether no violations were found.</summary>
    public bool Holds => !Findings.Any;

    internal Findings Findings { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        Environment.NewLine, [.. _lines, Holds ? "all holds" : "does not hold", .. Findings.Lines()]);

    internal void Add(string name, FormattableString value) => _lines.Add($"  {name,-46}{FormattableString.Invariant(value)}");
}
