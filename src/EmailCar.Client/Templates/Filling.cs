namespace EmailCar.Templates;

/// <summary>
/// One row's way through a template: the texts that become its mail, put together once at the end. A column is asked for
/// once, however often the template names it.
/// </summary>
internal sealed class Filling(IMergeRow row, bool isHtml, int columns, int parts)
{
    private readonly List<string> _texts = new(parts);
    private readonly MergeValue?[] _values = new MergeValue?[columns];
    private MergeValue? _item;

    /// <summary>The first column that was asked for and is not there.</summary>
    public NamedColumn? Missing { get; private set; }

    public string Text => _texts.Count == 1 ? _texts[0] : string.Concat(_texts.ToArray());

    /// <summary>The value of a column, or by the name "." within a section that of its item. Null when it is missing.</summary>
    public MergeValue? Find(NamedColumn column)
    {
        var value = _item is not null && column.Name == "."
            ? _item
            : _values[column.Number] ??= row.Find(column.Name);
        if (value is null)
        {
            Missing ??= column;
        }

        return value;
    }

    public void Add(string text) => _texts.Add(text);

    public void Add(MergeValue value, bool isEncoded) => _texts.Add(isEncoded && isHtml ? value.Html : value.Text);

    public void Add(Part[] parts)
    {
        foreach (var part in parts)
        {
            if (Missing is not null)
            {
                return;
            }

            part.AddTo(this);
        }
    }

    public void Add(Part[] parts, string item)
    {
        var outer = _item;
        _item = MergeValue.Of(item);
        Add(parts);
        _item = outer;
    }
}
