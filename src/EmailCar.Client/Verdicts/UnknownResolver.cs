using System.Runtime.CompilerServices;
using EmailCar.Deliveries;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.Settings;

namespace EmailCar.Verdicts;

/// <summary>
/// Finds out what became of the submissions of a journal whose outcome is unknown, from the service's list: measures the clocks
/// at submissions that arrived, reads the days in question, and decides (docs/journal.md, Verdicts).
/// </summary>
public sealed class UnknownResolver : IDisposable
{
    /// <summary>More comparisons of the clocks would cost more requests than they are worth.</summary>
    private const int MaxSamples = 20;

    private readonly EmailCarClient _client;
    private readonly RetryingQuery _queries;
    private readonly TimeSpan _settle;
    private readonly JournalWriter _journal;
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

    /// <summary>Reads the journal; nothing is asked yet. No run can write the journal until this is disposed of.</summary>
    /// <param name="client">The service.</param>
    /// <param name="path">The journal's path.</param>
    /// <param name="settle">How long the service is given to list an email.</param>
    /// <param name="isRehearsal">True to look only: nothing is written, and no lock is taken.</param>
    /// <exception cref="JournalException">It is in use, another's, unreadable or unusable.</exception>
    public UnknownResolver(EmailCarClient client, string path, TimeSpan settle, bool isRehearsal)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _queries = new RetryingQuery(client);
        _settle = settle;
        if (!File.Exists(path))
        {
            var missing = new FileNotFoundException("There is no such file.", path);
            throw new JournalException(JournalProblem.Unusable, path, missing.Message, missing);
        }

        if (isRehearsal && JournalLock.IsTaken(path))
        {
            throw new JournalException(JournalProblem.InUse, path, "A run is writing it.");
        }

        using var index = new JournalIndex();
        _journal = JournalWriter.Open(path, client.Settings.Endpoint, client.Account.UserName, client.Settings.Time, isRehearsal, happened =>
        {
            index.Take(happened);
            _evidence.Note(happened);
        }, client.Settings.Guard);
        try
        {
            _evidence.Read(path, index.Unknown(), _journal.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException)
        {
            _journal.Dispose();
            throw e as JournalException ?? new JournalException(JournalProblem.Unusable, path, e.Message, e);
        }
    }

    /// <summary>Submissions whose outcome is unknown.</summary>
    public int Unknown => _evidence.Unknown.Count;

    /// <summary>What was found, in the order in which the submissions left; complete after the last step.</summary>
    public IReadOnlyList<SubmissionVerdict> Verdicts { get; private set; } = [];

    /// <summary>Makes one request.</summary>
    /// <returns>How far it is; null after the last.</returns>
    /// <exception cref="EmailCarException">The service failed.</exception>
    public async Task<ResolveProgress?> NextAsync(CancellationToken cancellationToken)
    {
        _steps ??= StepsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return await _steps.MoveNextAsync().ConfigureAwait(false) ? _steps.Current : null;
    }

    /// <summary>Writes into the journal what was found of a submission: that it was accepted or, where the caller takes it for that, not sent.</summary>
    /// <exception cref="JournalException">The file can't be written.</exception>
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

    /// <summary>Gives the journal back.</summary>
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

    /// <summary>Asks for the rows of a submission that arrived, by its id.</summary>
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

    /// <summary>Takes the rows of the only submission of its content for those of that submission.</summary>
    private void Measure(KnownSubmission known)
    {
        var rows = _rows[known.Content!];
        if (rows.Count == known.Recipients && ClockDifference.Measure(known.Departure, rows) is { } clock)
        {
            _clocks.Add(clock);
        }
    }

    /// <summary>Reads the days that a stretch of the service's time touches, those that were read before left out.</summary>
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

    /// <summary>True when the days that were read list each of the submissions found by its id.</summary>
    private bool IsComplete() => _listed.All(known =>
        ClockDifference.Near(known.Departure, _clocks) is not { } clock
        || !_read.Contains((known.Departure + clock.Least).ToOffset(ClientSettings.ServiceOffset).Date)
        || !_read.Contains((known.Departure + clock.Most).ToOffset(ClientSettings.ServiceOffset).Date)
        || _rows[known.Content!].Any(row => row.Id is null || !_areIdsTheSame || row.Id == known.Ids[0]));

    private ResolveProgress Progress(DateTime? day) => new(_requests, _rowsRead, day);
}
