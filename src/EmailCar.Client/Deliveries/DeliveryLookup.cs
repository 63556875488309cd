using System.Runtime.CompilerServices;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Deliveries;

/// <summary>
/// Looks up the deliveries of many emails with as few requests as the service allows: once, or repeatedly until each email is
/// delivered or failed. Every id is returned: with its rows, as not listed, or as rejected.
/// </summary>
public sealed class DeliveryLookup
{
    /// <summary>If the receiving server accepts an email immediately, the service delivers it within seconds.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly RetryingQuery _queries;
    private readonly TimeSpan? _wait;
    private readonly Dictionary<long, TrackedId> _byId = [];
    private readonly List<TrackedId> _sought = [];
    private IAsyncEnumerator<LookupProgress>? _steps;
    private bool _readsDays = true;
    private int _settled;

    /// <summary>Creates a lookup without sending a request.</summary>
    /// <param name="client">The service.</param>
    /// <param name="wait">How long to repeat the query for emails that are still being sent; null to query once.</param>
    public DeliveryLookup(EmailCarClient client, TimeSpan? wait)
    {
        _queries = new RetryingQuery(client);
        _wait = wait;
    }

    /// <summary>The number of emails to look up.</summary>
    public int Mails => _sought.Sum(id => id.Mails);

    /// <summary>Adds an email to look up; only before the first step.</summary>
    public void Add(MailReference mail)
    {
        if (_byId.TryGetValue(mail.Id, out var known))
        {
            known.Add(mail);
            return;
        }

        var id = new TrackedId(mail);
        _byId.Add(mail.Id, id);
        _sought.Add(id);
    }

    /// <summary>Performs one step.</summary>
    /// <returns>The result of the step; null after the last step.</returns>
    /// <exception cref="EmailCarException">The service failed.</exception>
    public async Task<LookupProgress?> NextAsync(CancellationToken cancellationToken)
    {
        _steps ??= StepsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return await _steps.MoveNextAsync().ConfigureAwait(false) ? _steps.Current : null;
    }

    private async IAsyncEnumerable<LookupProgress> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = _queries.Time.GetTimestamp();
        var pause = FirstPause;
        var pending = _sought.ToList();
        for (var looks = 1; pending.Count > 0; looks++)
        {
            var look = new LookupPass(_queries, pending, _readsDays);
            await foreach (var step in look.StepsAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return Take(step);

                // Each email is looked up at least once, however long that takes.
                if (looks > 1 && TimeLeft(start) <= TimeSpan.Zero)
                {
                    break;
                }
            }

            _readsDays = look.ReadsDays;
            pending.RemoveAll(id => id.IsSettled);
            if (pending.Count == 0 || TimeLeft(start) is not { } left || left <= TimeSpan.Zero)
            {
                break;
            }

            pause = pause < left ? pause : left;
            yield return Step([]) with { Pause = pause };
            await _queries.Time.DelayAsync(pause, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }

        if (pending.Count > 0)
        {
            yield return End(pending);
        }
    }

    /// <summary>Returns the time left, or null if the lookup does not wait.</summary>
    private TimeSpan? TimeLeft(long start) => _wait - _queries.Time.GetElapsedTime(start);

    private LookupProgress Take(PassResult step)
    {
        var rows = new List<Delivery>();
        foreach (var (id, found) in step.Found)
        {
            rows.AddRange(id.Take(found, _wait is not null));
            _settled += id.IsSettled ? 1 : 0;
        }

        if (step.Refusal is { } refusal)
        {
            refusal.Id.Settle();
            _settled++;
        }

        return Step(rows) with
        {
            Found = _settled + step.Seen,
            RequestsLeft = step.RequestsLeft,
            RowsHaveNoIds = step.RowsHaveNoIds,
            RefusedId = step.Refusal?.Id.Id,
            Refusal = step.Refusal?.Failure,
        };
    }

    private LookupProgress End(List<TrackedId> pending)
    {
        var rows = _wait is null ? [] : pending.SelectMany(id => id.GiveUp()).ToArray();
        return Step(rows) with
        {
            NotSettled = rows.Length,
            NotListed = [.. pending.Where(id => !id.IsListed).Select(id => id.Id)],
        };
    }

    private LookupProgress Step(IReadOnlyList<Delivery> rows) => new(rows) { Found = _settled, Sought = _sought.Count };
}
