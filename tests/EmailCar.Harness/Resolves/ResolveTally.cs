namespace EmailCar.Harness.Resolves;

/// <summary>The results of all lists of a variation.</summary>
internal sealed class ResolveTally(Variation variation)
{
    private const double ShareToSettle = 0.99;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _verdicts = new(StringComparer.Ordinal);
    private int _accepted;
    private int _settled;
    private int _notAccepted;

    public Findings Findings { get; } = new();

    public int Kills { get; private set; }

    /// <summary>Whether the results are correct. Emails with the same subject may remain unknown.</summary>
    public bool Holds => !Findings.Any && (variation == Variation.EqualSubjects || _settled >= ShareToSettle * _accepted);

    public void AddKill()
    {
        lock (_gate)
        {
            Kills++;
        }
    }

    public void Add(bool wasAccepted, string verdict, string message)
    {
        lock (_gate)
        {
            _accepted += wasAccepted ? 1 : 0;
            _notAccepted += wasAccepted ? 0 : 1;
            _settled += wasAccepted && verdict == "Submitted" ? 1 : 0;
            var name = $"{(wasAccepted ? "accepted" : "not accepted"),-13}{verdict,-10} {new string([.. message.Select(c => char.IsDigit(c) ? '#' : c)])}";
            _verdicts[name] = _verdicts.GetValueOrDefault(name) + 1;
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            var share = _accepted == 0 ? 1 : (double)_settled / _accepted;
            return string.Join(Environment.NewLine,
            [
                $"{variation}: {Kills} kills, {_accepted + _notAccepted} Unknown, {_accepted} of them accepted; {share:P2} of these settled",
                .. _verdicts.Select(pair => $"  {pair.Value,6}  {pair.Key}"),
                Holds ? "  holds" : "  does not hold",
                .. Findings.Lines(),
            ]);
        }
    }
}
