using EmailCar.Journal;

namespace EmailCar.Verdicts;

/// <summary>The rows of mail/lists that match the content of one of the submissions. Other rows are not kept.</summary>
internal sealed class ListedRows : IDisposable
{
    private readonly Dictionary<string, ContentHash> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Delivery>> _rows = new(StringComparer.Ordinal);

    /// <summary>Keeps rows with this content from now on.</summary>
    public void Want(string content, string salt)
    {
        _ = Hash(salt);
        if (!_rows.ContainsKey(content))
        {
            _rows.Add(content, []);
        }
    }

    /// <summary>Adds rows of a day.</summary>
    public void Add(IReadOnlyList<Delivery> rows)
    {
        foreach (var row in rows)
        {
            foreach (var hash in _hashes.Values)
            {
                if (_rows.TryGetValue(hash.Of(row), out var same))
                {
                    same.Add(row);
                }
            }
        }
    }

    /// <summary>The rows with this content.</summary>
    public IReadOnlyList<Delivery> this[string content] => _rows.TryGetValue(content, out var rows) ? rows : [];

    /// <summary>Returns whether a row has this content.</summary>
    public bool IsOf(Delivery row, string content, string salt) => Hash(salt).Of(row) == content;

    public void Dispose()
    {
        foreach (var hash in _hashes.Values)
        {
            hash.Dispose();
        }
    }

    private ContentHash Hash(string salt)
    {
        if (!_hashes.TryGetValue(salt, out var hash))
        {
            hash = new ContentHash(salt);
            _hashes.Add(salt, hash);
        }

        return hash;
    }
}
