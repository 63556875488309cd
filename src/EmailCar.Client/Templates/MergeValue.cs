namespace EmailCar.Templates;

/// <summary>What a row has in a column.</summary>
public sealed class MergeValue
{
    private readonly string[] _items;
    private string? _html;

    private MergeValue(string text, string[] items)
    {
        Text = text;
        _items = items;
    }

    /// <summary>A column that is there and empty.</summary>
    public static MergeValue Empty { get; } = new("", []);

    /// <summary>The value as a tag shows it.</summary>
    public string Text { get; }

    /// <summary>The same as HTML shows it.</summary>
    internal string Html => _html ??= HtmlText.Encode(Text);

    /// <summary>What a section is repeated for: nothing, the value, or the items of a list.</summary>
    internal IReadOnlyList<string> Items => _items;

    /// <summary>A text; sections take it for true unless it is empty or blank.</summary>
    public static MergeValue Of(string text) => string.IsNullOrWhiteSpace(text) ? new(text, []) : new(text, [text]);

    /// <summary>A value that sections take for false, whatever its text.</summary>
    public static MergeValue False(string text) => new(text, []);

    /// <summary>A list; sections are repeated for each item.</summary>
    public static MergeValue List(string text, IEnumerable<string> items) => new(text, [.. items]);
}

/// <summary>A row that a template is filled from.</summary>
public interface IMergeRow
{
    /// <summary>The column of this name; null when there is none.</summary>
    MergeValue? Find(string column);
}
