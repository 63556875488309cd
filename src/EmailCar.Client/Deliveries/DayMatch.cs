using EmailCar.Sending;

namespace EmailCar.Deliveries;

/// <summary>The ids that may be among the rows of one day, and the rows found for them.</summary>
internal sealed class DayMatch
{
    private readonly Dictionary<long, List<Delivery>> _rows = [];
    private readonly HashSet<long> _ids = [];
    private readonly IReadOnlyList<TrackedId> _sought;
    private long _read;
    private int _seen;
    private int _full;
    private bool _areIdsShared;

    public DayMatch(IEnumerable<TrackedId> sought)
    {
        _sought = [.. sought];
        foreach (var id in _sought)
        {
            _rows.Add(id.Id, []);
        }
    }

    /// <summary>The number of requests needed to query each id separately.</summary>
    public int RequestsOneByOne => _sought.Sum(id => id.Requests);

    /// <summary>Whether the day of none of the ids is known.</summary>
    public bool IsGuess => _sought.All(id => id.Day is null);

    /// <summary>The number of ids for which a row was found.</summary>
    public int Seen => _seen;

    /// <summary>Whether there are rows, and none of them has an id.</summary>
    public bool RowsHaveNoIds => _read > 0 && _ids.Count == 0;

    /// <summary>Adds rows of the day.</summary>
    public void Add(IReadOnlyList<Delivery> rows)
    {
        _read += rows.Count;
        foreach (var row in rows)
        {
            if (row.Id is not { } id)
            {
                continue;
            }

            _areIdsShared |= !_ids.Add(id);
            if (_rows.TryGetValue(id, out var found))
            {
                found.Add(row);
                _seen += found.Count == 1 ? 1 : 0;
                _full += found.Count == Submission.MaxRecipients ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// Returns whether all rows of these ids were read. If every row has its own id, that is the case when all ids are found. If several
    /// rows share an id, there may be more of them, up to the number of recipients of a submission, until the day has been read.
    /// </summary>
    /// <param name="rowsOfTheDay">The number of emails that the service counts for the day.</param>
    public bool IsComplete(long rowsOfTheDay) =>
        _full == _sought.Count
        || ((!_areIdsShared || _read >= rowsOfTheDay) && _sought.All(id => _rows[id.Id].Count >= id.Mails));

    /// <summary>The ids for which all known emails were found, with their rows, in the order in which they were added.</summary>
    /// <param name="isCutOff">True if the day was not read to its end, so that an id that is shared may have more rows.</param>
    public IReadOnlyList<(TrackedId Id, IReadOnlyList<Delivery> Rows)> Found(bool isCutOff) =>
    [
        .. _sought
            .Where(id => _rows[id.Id].Count >= (isCutOff && _areIdsShared ? Submission.MaxRecipients : id.Mails))
            .Select(id => (id, (IReadOnlyList<Delivery>)_rows[id.Id])),
    ];
}
