namespace EmailCar.Journal;

/// <summary>
/// The state of each email in a journal, read in two passes: the first keeps a few numbers per email, and the second reads the
/// addresses again, so that a long journal takes little memory. A run can write to the journal at the same time.
/// </summary>
public sealed class JournalView : IDisposable
{
    /// <summary>Longer than the wait between two attempts, shorter than the time between two runs.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    private readonly IJournalStore _journal;
    private readonly JournalIndex _index = new();
    private readonly int[] _counts = new int[4];
    private readonly bool _isRunning;
    private readonly JournalEnd _end;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private TimeSpan _busy;

    /// <summary>Reads the first pass.</summary>
    /// <param name="path">The journal's path.</param>
    /// <exception cref="JournalException">A line is damaged, or the file cannot be read.</exception>
    public JournalView(string path)
        : this(new JournalFile(path, TimeProvider.System))
    {
    }

    internal JournalView(IJournalStore journal)
    {
        _journal = journal;

        // Checked before reading, so that a run that ends in the meantime leaves no open submissions.
        _isRunning = journal.IsInUse;
        _end = journal.Read(Take);
        _index.Count(_counts);
    }

    /// <summary>The counts, times and rate.</summary>
    public JournalSummary Summary => new(
        _journal.Path,
        _end.Header?.Endpoint,
        _end.Header?.Account,
        this[SendStatus.Submitted],
        this[SendStatus.Rejected],
        this[SendStatus.Unknown],
        this[SendStatus.NotSent],
        _first?.ToLocalTime(),
        _last?.ToLocalTime(),
        _busy > TimeSpan.Zero ? this[SendStatus.Submitted] / _busy.TotalSeconds : null,
        _isRunning);

    /// <summary>The number of emails with a status.</summary>
    private int this[SendStatus status] => _counts[(int)status];

    /// <summary>Reads the second pass: returns each email once, at the position of its last submission.</summary>
    /// <param name="take">Called with each entry.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="JournalException">The file can no longer be read.</exception>
    public void ForEach(Action<JournalEntry> take, CancellationToken cancellationToken)
    {
        _ = _journal.Read(
            happened =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var mail in happened.Mails ?? [])
                {
                    if (_index.Find(mail, happened) is { } entry)
                    {
                        take(entry);
                    }
                }
            },
            _end.Length);
    }

    /// <summary>Releases the resources for reading.</summary>
    public void Dispose() => _index.Dispose();

    private void Take(JournalEvent happened)
    {
        _index.Take(happened);
        if (happened.Time is not { } time)
        {
            return;
        }

        var gap = time - _last;
        _busy += gap > TimeSpan.Zero && gap <= LongestGap && happened.Verdict is null ? gap.Value : TimeSpan.Zero;
        _first ??= time;
        _last = time;
    }
}
