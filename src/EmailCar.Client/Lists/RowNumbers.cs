namespace EmailCar.Lists;

/// <summary>The rows of a list that something applies to: their number, and the first of them.</summary>
public sealed class RowNumbers
{
    private const int MaxFirst = 10;

    private readonly List<long> _first = [];

    /// <summary>The number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>The first ten row numbers, as Excel shows them.</summary>
    public IReadOnlyList<long> First => _first;

    internal void Add(long number)
    {
        Count++;
        if (_first.Count < MaxFirst)
        {
            _first.Add(number);
        }
    }
}
