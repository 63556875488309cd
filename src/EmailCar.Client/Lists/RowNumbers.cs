namespace EmailCar.Lists;

/// <summary>Rows of a list that something applies to: how many they are, and the first of them.</summary>
public sealed class RowNumbers
{
    private const int MaxFirst = 10;

    private readonly List<long> _first = [];

    /// <summary>How many rows.</summary>
    public long Count { get; private set; }

    /// <summary>The numbers of the first ten, as Excel shows them.</summary>
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
