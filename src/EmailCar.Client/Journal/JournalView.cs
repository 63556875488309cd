namespace EmailCar.Journal;

/// <summary>
/// What a journal says of each email, read in two passes: the first keeps a few numbers of each email, the second reads the
/// addresses again, so that a journal of any length takes little memory. A run may write meanwhile and notices nothing.
/// </summary>
public sealed class JournalView : IDisposable
{
    /// <summary>Longer than a wait between two tries, shorter than one between two runs.</summary>
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
    /// <exception cref="JournalException">A line can't be read, or the file can't.</exception>
    public JournalView(string path)
        : this(new JournalFile(path, TimeProvider.System))
    {
    }

    internal JournalView(IJournalStore journal)
    {
        _journal = journal;

        // Before the lines: a run that ends meanwhile leaves nothing open then.
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

    /// <summary>Emails with a status.</summary>
    private int this[SendStatus status] => _counts[(int)status];

    /// <summary>Reads the second pass: gives each email once, where its last submission stands.</summary>
    /// <param name="take">Given each entry.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="JournalException">The file can't be read any more.</exception>
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

    /// <summary>Frees what reading needs.</summary>
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
