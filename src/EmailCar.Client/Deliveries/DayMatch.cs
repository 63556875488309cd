using EmailCar.Sending;

namespace EmailCar.Deliveries;

/// <summary>The ids that may be among the rows of one day, and the rows that were found for them.</summary>
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

    /// <summary>Requests to ask for each of them alone.</summary>
    public int RequestsOneByOne => _sought.Sum(id => id.Requests);

    /// <summary>True when nobody knows whether any of them is of this day.</summary>
    public bool IsGuess => _sought.All(id => id.Day is null);

    /// <summary>Ids of which a row was found.</summary>
    public int Seen => _seen;

    /// <summary>True when there are rows, and none of them says whose it is.</summary>
    public bool RowsHaveNoIds => _read > 0 && _ids.Count == 0;

    /// <summary>Takes rows of the day.</summary>
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
    /// True when no row of theirs is missing. As long as each row has an id of its own, that is when all are found. An id that
    /// several rows share may have more of them, up to as many as a submission has recipients, or until the day is read.
    /// </summary>
    /// <param name="rowsOfTheDay">How many mails the service counts for the day.</param>
    public bool IsComplete(long rowsOfTheDay) =>
        _full == _sought.Count
        || ((!_areIdsShared || _read >= rowsOfTheDay) && _sought.All(id => _rows[id.Id].Count >= id.Mails));

    /// <summary>The ids of which all known mails were found, with their rows, in the order they were asked for.</summary>
    /// <param name="isCutOff">True when the day was not read to its end: then an id that is shared may have more rows.</param>
    public IReadOnlyList<(TrackedId Id, IReadOnlyList<Delivery> Rows)> Found(bool isCutOff) =>
    [
        .. _sought
            .Where(id => _rows[id.Id].Count >= (isCutOff && _areIdsShared ? Submission.MaxRecipients : id.Mails))
            .Select(id => (id, (IReadOnlyList<Delivery>)_rows[id.Id])),
    ];
}
