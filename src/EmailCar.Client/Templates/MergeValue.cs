namespace EmailCar.Templates;

/// <summary>The value of a row in a column.</summary>
public sealed class MergeValue
{
    private readonly MergeValue[] _items;
    private string? _html;
    private string? _link;

    private MergeValue(string text, bool isShown)
    {
        Text = text;
        _items = isShown ? [this] : [];
    }

    private MergeValue(string text, MergeValue[] items)
    {
        Text = text;
        _items = items;
    }

    /// <summary>The value of a column that exists and is empty.</summary>
    public static MergeValue Empty { get; } = new("", isShown: false);

    /// <summary>The value as text.</summary>
    public string Text { get; }

    /// <summary>The text encoded for HTML.</summary>
    internal string Html => _html ??= HtmlText.Encode(Text);

    /// <summary>The text encoded as part of a link.</summary>
    internal string Link => _link ??= LinkText.Encode(Text);

    /// <summary>The items that a section is repeated for: none, the value itself, or the items of a list.</summary>
    internal IReadOnlyList<MergeValue> Items => _items;

    /// <summary>Creates a value from a text. A section is shown for it unless it is empty or blank.</summary>
    public static MergeValue Of(string text) => new(text, isShown: !string.IsNullOrWhiteSpace(text));

    /// <summary>Creates a value for which sections are not shown, whatever its text.</summary>
    public static MergeValue False(string text) => new(text, isShown: false);

    /// <summary>Creates a list. A section is repeated for each item.</summary>
    public static MergeValue List(string text, IEnumerable<MergeValue> items) => new(text, [.. items]);
}

/// <summary>A row that templates are filled from.</summary>
public interface IMergeRow
{
    /// <summary>Returns the value of the column with this name, or null if there is no such column.</summary>
    MergeValue? Find(string column);
}
