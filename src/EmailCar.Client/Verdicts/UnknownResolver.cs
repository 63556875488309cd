using System.Runtime.CompilerServices;
using EmailCar.Deliveries;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.Settings;

namespace EmailCar.Verdicts;

/// <summary>
/// Finds the results of the unknown submissions in a journal in the service's list: compares the clocks with submissions that are
/// known to have arrived, reads the days in question, and decides (docs/journal.md, Verdicts).
/// </summary>
public sealed class UnknownResolver : IDisposable
{
    /// <summary>The maximum number of clock comparisons; more would not be worth their requests.</summary>
    private const int MaxSamples = 20;

    private readonly EmailCarClient _client;
    private readonly RetryingQuery _queries;
    private readonly TimeSpan _settle;
    private readonly IJournal _journal;
    private readonly JournalEvidence _evidence = new();
    private readonly ListedRows _rows = new();
    private readonly List<ClockDifference> _clocks = [];
    private readonly List<KnownSubmission> _listed = [];
    private readonly HashSet<DateTime> _read = [];
    private IAsyncEnumerator<ResolveProgress>? _steps;
    private bool _isAltered;
    private bool _areIdsTheSame = true;
    private int _requests;
    private long _rowsRead;

    /// <summary>Reads the journal without sending a request. No run can write to the journal until this object is disposed.</summary>
    /// <param name="client">The service.</param>
    /// <param name="path">The journal's path.</param>
    /// <param name="settle">How long the service is given to list an email.</param>
    /// <param name="isRehearsal">True to only read: nothing is written, and the journal is not locked.</param>
    /// <exception cref="JournalException">The journal is in use, belongs to another account, is damaged, or cannot be used.</exception>
    public UnknownResolver(EmailCarClient client, string path, TimeSpan settle, bool isRehearsal)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _queries = new RetryingQuery(client);
        _settle = settle;
        client.BeginCommand();
        var store = client.JournalAt(path);
        if (!store.Exists)
        {
            var missing = new FileNotFoundException("The journal does not exist.", path);
            throw new JournalException(JournalProblem.Unusable, path, missing.Message, missing);
        }

        if (isRehearsal && store.IsInUse)
        {
            throw new JournalException(JournalProblem.InUse, path, "Another run is using the journal.");
        }

        using var index = new JournalIndex();
        _journal = store.Open(client.Settings.Endpoint, client.Account.UserName, new JournalTerms(isRehearsal, IsExclusive: true, Guard: client.Settings.Guard.Text), happened =>
        {
            index.Take(happened);
            _evidence.Note(happened);
        });
        try
        {
            // No run writes any more, so the second reading ends where the first one did.
            _evidence.Read(store, index.Unknown());
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    /// <summary>The number of submissions with an unknown result.</summary>
    public int Unknown => _evidence.Unknown.Count;

    /// <summary>The verdicts in the order of the departures; complete after the last step.</summary>
    public IReadOnlyList<SubmissionVerdict> Verdicts { get; private set; } = [];

    /// <summary>Makes one request.</summary>
    /// <returns>The progress; null after the last request.</returns>
    /// <exception cref="EmailCarException">The service failed.</exception>
    public async Task<ResolveProgress?> NextAsync(CancellationToken cancellationToken)
    {
        _steps ??= StepsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return await _steps.MoveNextAsync().ConfigureAwait(false) ? _steps.Current : null;
    }

    /// <summary>Records a verdict in the journal: that the submission was accepted or, if the caller treats it as such, not sent.</summary>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public void Write(SubmissionVerdict verdict)
    {
        var isAccepted = verdict.Finding == Finding.Accepted;
        if (isAccepted || verdict.Finding == Finding.NotListed)
        {
            _journal.Settle(
                verdict.Submission,
                verdict.Unknown.Mails,
                isAccepted ? JournalLines.Submitted : JournalLines.NotSent,
                isAccepted ? verdict.Ids : null,
                isAccepted ? verdict.RowIds : null);
        }
    }

    /// <summary>Releases the journal.</summary>
    public void Dispose()
    {
        _journal.Dispose();
        _rows.Dispose();
    }

    private async IAsyncEnumerable<ResolveProgress> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var comparable = _evidence.Unknown.Where(u => u.Content is not null && u.Departure is not null).ToArray();
        foreach (var unknown in comparable)
        {
            _rows.Want(unknown.Content!, unknown.Salt!);
        }

        var now = _queries.Time.GetUtcNow();
        foreach (var known in ClockSamples.ById(_evidence, comparable, MaxSamples))
        {
            await MeasureAsync(known, cancellationToken).ConfigureAwait(false);
            yield return Progress(null);
        }

        if (_clocks.Count == 0)
        {
            foreach (var known in ClockSamples.ByContent(_evidence, comparable, MaxSamples))
            {
                _rows.Want(known.Content!, known.Salt!);
                await foreach (var step in ReadAsync(known.Departure - ClockSamples.Reach, known.Departure + ClockSamples.Reach, cancellationToken).ConfigureAwait(false))
                {
                    yield return step;
                }

                Measure(known);
            }
        }

        foreach (var unknown in comparable)
        {
            if (ClockDifference.Near(unknown.Departure!.Value, _clocks) is { } clock)
            {
                var (start, end) = clock.Window(unknown.Departure.Value, unknown.End);
                var last = new[] { end + _settle, now + clock.Most }.Min();
                await foreach (var step in ReadAsync(start, last > end ? last : end, cancellationToken).ConfigureAwait(false))
                {
                    yield return step;
                }
            }
        }

        var judge = new Judge(_evidence, _rows, _clocks, new ListTrust(_isAltered, _areIdsTheSame, IsComplete()));
        Verdicts = [.. _evidence.Unknown.Select(unknown => judge.Decide(unknown, _settle, now))];
    }

    /// <summary>Queries the rows of an accepted submission by its id.</summary>
    private async Task MeasureAsync(KnownSubmission known, CancellationToken cancellationToken)
    {
        var query = new DeliveryQuery { Id = known.Ids[0] };
        var rows = await _queries
            .AskAsync((client, token) => client.GetDeliveriesAsync(query, 1, EmailCarClient.MaxPageSize, token), cancellationToken)
            .ConfigureAwait(false);
        _requests++;
        _rowsRead += rows.Count;
        _isAltered |= rows.Any(row => !_rows.IsOf(row, known.Content!, known.Salt!));
        _areIdsTheSame &= rows.All(row => row.Id is null || row.Id == known.Ids[0]);
        if (ClockDifference.Measure(known.Departure, rows) is { } clock)
        {
            _clocks.Add(clock);
            _rows.Want(known.Content!, known.Salt!);
            _listed.Add(known);
        }
    }

    /// <summary>Uses the rows of a content for the only submission with that content.</summary>
    private void Measure(KnownSubmission known)
    {
        var rows = _rows[known.Content!];
        if (rows.Count == known.Recipients && ClockDifference.Measure(known.Departure, rows) is { } clock)
        {
            _clocks.Add(clock);
        }
    }

    /// <summary>Reads the days that contain a range of service times, except days that were already read.</summary>
    private async IAsyncEnumerable<ResolveProgress> ReadAsync(
        DateTimeOffset start, DateTimeOffset end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = end.ToOffset(ClientSettings.ServiceOffset).Date;
        for (var day = start.ToOffset(ClientSettings.ServiceOffset).Date; day <= last; day = day.AddDays(1))
        {
            if (!_read.Add(day))
            {
                continue;
            }

            var pages = new DeliveryPages(_queries, new DeliveryQuery { StartDate = day, EndDate = day }, 0, null);
            while (!pages.IsEnd)
            {
                var rows = await pages.NextAsync(cancellationToken).ConfigureAwait(false);
                _rows.Add(rows);
                _requests++;
                _rowsRead += rows.Count;
                yield return Progress(day);
            }
        }
    }

    /// <summary>Returns whether the days that were read list every submission that was found by its id.</summary>
    private bool IsComplete() => _listed.All(known =>
        ClockDifference.Near(known.Departure, _clocks) is not { } clock
        || !_read.Contains((known.Departure + clock.Least).ToOffset(ClientSettings.ServiceOffset).Date)
        || !_read.Contains((known.Departure + clock.Most).ToOffset(ClientSettings.ServiceOffset).Date)
        || _rows[known.Content!].Any(row => row.Id is null || !_areIdsTheSame || row.Id == known.Ids[0]));

    private ResolveProgress Progress(DateTime? day) => new(_requests, _rowsRead, day);
}
