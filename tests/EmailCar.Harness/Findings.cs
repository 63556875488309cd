namespace EmailCar.Harness;

/// <summary>Violations, counted by kind, with the first few examples.</summary>
internal sealed class Findings
{
    private const int Examples = 3;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (int Count, List<string> Examples)> _found = new(StringComparer.Ordinal);

    public bool Any => Count > 0;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _found.Values.Sum(f => f.Count);
            }
        }
    }

    public int this[string what]
    {
        get
        {
            lock (_gate)
            {
                return _found.TryGetValue(what, out var found) ? found.Count : 0;
            }
        }
    }

    public void Add(string what, string example)
    {
        lock (_gate)
        {
            var (count, examples) = _found.TryGetValue(what, out var found) ? found : (0, []);
            if (count < Examples)
            {
                examples.Add(example);
            }

            _found[what] = (count + 1, examples);
        }
    }

    /// <summary>Returns one line for each kind of violation, with its examples.</summary>
    public IEnumerable<string> Lines()
    {
        lock (_gate)
        {
            return [.. _found.SelectMany(f => f.Value.Examples.Select(e => $"    {e}").Prepend($"  {f.Key}: {f.Value.Count}"))];
        }
    }
}
