namespace EmailCar.Templates;

/// <summary>
/// A Mustache template over the columns of a row. Stubble parses it; it is filled here, since the library's own renderer
/// splits names at dots, reads the members of .NET objects and calls functions, none of which a list may reach.
/// </summary>
public sealed class MergeTemplate
{
    private readonly string _text;
    private readonly Part[] _parts;
    private readonly int _columns;

    internal MergeTemplate(string text, Part[] parts, int columns)
    {
        _text = text;
        _parts = parts;
        _columns = columns;
    }

    /// <summary>Makes a template of a text.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    public static MergeTemplate Parse(string text) =>
        HasTags(text ?? throw new ArgumentNullException(nameof(text))) ? TemplateReader.Read(text) : new(text, [new Literal(text)], columns: 0);

    /// <summary>False for a text that no row can change.</summary>
    public static bool HasTags(string text) => text.IndexOf("{{", StringComparison.Ordinal) >= 0;

    /// <summary>Fills the template.</summary>
    /// <param name="row">The columns.</param>
    /// <param name="isHtml">True encodes what tags of two braces show.</param>
    /// <param name="missing">The first column that the row does not have; null when it has all that were asked for.</param>
    /// <returns>The text; null when a column is missing.</returns>
    public string? Fill(IMergeRow row, bool isHtml, out ColumnReference? missing)
    {
        var filling = new Filling(row, isHtml, _columns, _parts.Length);
        filling.Add(_parts);
        missing = filling.Missing is { } column ? new ColumnReference(column.Name, TemplateException.LineAt(_text, column.Position)) : null;
        return missing is null ? filling.Text : null;
    }
}
