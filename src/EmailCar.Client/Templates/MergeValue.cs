namespace EmailCar.Templates;

/// <summary>What a row has in a column.</summary>
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

    /// <summary>A column that exists and is empty.</summary>
    public static MergeValue Empty { get; } = new("", isShown: false);

    /// <summary>The value as a tag shows it.</summary>
    public string Text { get; }

    /// <summary>The text encoded for HTML.</summary>
    internal string Html => _html ??= HtmlText.Encode(Text);

    /// <summary>The text encoded as part of a link.</summary>
    internal string Link => _link ??= LinkText.Encode(Text);

    /// <summary>What a section is repeated for: nothing, the value, or the items of a list.</summary>
    internal IReadOnlyList<MergeValue> Items => _items;

    /// <summary>A text; for sections it is true unless it is empty or blank.</summary>
    public static MergeValue Of(string text) => new(text, isShown: !string.IsNullOrWhiteSpace(text));

    /// <summary>A value that is false for sections, whatever its text.</summary>
    public static MergeValue False(string text) => new(text, isShown: false);

    /// <summary>A list; sections are repeated for each item.</summary>
    public static MergeValue List(string text, IEnumerable<MergeValue> items) => new(text, [.. items]);
}

/// <summary>A row that a template is filled from.</summary>
public interface IMergeRow
{
    /// <summary>The column of this name; null when there is none.</summary>
    MergeValue? Find(string column);
}
