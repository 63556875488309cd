namespace EmailCar.Merging;

/// <summary>One row's way through a template: the texts that become its mail, put together once at the end.</summary>
internal sealed class Filling(IMergeRow row, bool isHtml)
{
    private readonly List<string> _texts = [];
    private MergeValue? _item;

    /// <summary>The first column that was asked for and is not there.</summary>
    public ColumnReference? Missing { get; private set; }

    public string Text => _texts.Count == 1 ? _texts[0] : string.Concat(_texts.ToArray());

    /// <summary>The value of a column, or within a section by the name "." that of its item. Null when it is missing.</summary>
    public MergeValue? Find(ColumnReference column)
    {
        var value = column.Column == "." && _item is not null ? _item : row.Find(column.Column);
        if (value is null)
        {
            Missing ??= column;
        }

        return value;
    }

    public void Add(string text, bool isEncoded = false) => _texts.Add(isEncoded && isHtml ? HtmlText.Encode(text) : text);

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
