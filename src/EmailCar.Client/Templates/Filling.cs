namespace EmailCar.Templates;

/// <summary>
/// One row's output of a template, joined once at the end. A column is read only once, however often the template
/// uses it.
/// </summary>
internal sealed class Filling(IMergeRow row, bool isHtml, int columns, int parts)
{
    /// <summary>
    /// The maximum number of characters and repetitions: more than any email has, and less than the memory. Nested sections of
    /// lists multiply.
    /// </summary>
    internal const int MaxSize = 50_000_000;

    private readonly List<string> _texts = new(parts);
    private readonly MergeValue?[] _values = new MergeValue?[columns];
    private MergeValue? _item;
    private int _size;

    /// <summary>The first column that the template needs and the row does not have.</summary>
    public NamedColumn? Missing { get; private set; }

    /// <summary>The section that makes the text too large; null if there is none.</summary>
    public NamedColumn? TooLarge { get; private set; }

    public string Text => _texts.Count == 1 ? _texts[0] : string.Concat(_texts.ToArray());

    /// <summary>Returns the value of a column; in a section, "." is the current item. Null if the column is missing.</summary>
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

    public void Add(string text)
    {
        _texts.Add(text);
        _size += text.Length;
    }

    public void Add(MergeValue value, ValueEncoding encoding) => Add(encoding switch
    {
        ValueEncoding.Html when isHtml => value.Html,
        ValueEncoding.Link => value.Link,
        _ => value.Text,
    });

    public void Add(Part[] parts)
    {
        foreach (var part in parts)
        {
            if (Missing is not null || TooLarge is not null)
            {
                return;
            }

            part.AddTo(this);
        }
    }

    /// <summary>Adds the parts of a section for one item.</summary>
    public void Add(NamedColumn section, Part[] parts, MergeValue item)
    {
        if (++_size > MaxSize)
        {
            TooLarge ??= section;
            return;
        }

        var outer = _item;
        _item = item;
        Add(parts);
        _item = outer;
    }
}
