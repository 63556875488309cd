using EmailCar.Templates;

namespace EmailCar.Client.Tests.Templates;

/// <summary>A row that records which columns were read.</summary>
internal sealed class ListRow : IMergeRow
{
    private readonly Dictionary<string, MergeValue> _columns = new(StringComparer.OrdinalIgnoreCase);

    public ListRow(params (string Name, string Text)[] columns)
    {
        foreach (var (name, text) in columns)
        {
            _columns.Add(name, MergeValue.Of(text));
        }
    }

    public List<string> Asked { get; } = [];

    public MergeValue this[string column]
    {
        set => _columns[column] = value;
    }

    public MergeValue? Find(string column)
    {
        Asked.Add(column);
        return _columns.TryGetValue(column, out var value) ? value : null;
    }
}
