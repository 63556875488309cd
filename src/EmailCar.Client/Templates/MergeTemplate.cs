namespace EmailCar.Templates;

/// <summary>
/// A Mustache template that is filled from the columns of a row. Names are only columns: members of values cannot be
/// accessed, a dot is part of the name, and no code is called.
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

    /// <summary>Whether the text depends on the row.</summary>
    public bool UsesColumns => _columns > 0;

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">The text is not a valid template.</exception>
    public static MergeTemplate Parse(string text) => TemplateParser.Parse(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>Fills the template.</summary>
    /// <param name="row">The columns.</param>
    /// <param name="isHtml">True to encode the values of tags with two braces for HTML.</param>
    /// <param name="missing">The first column that the template needs and the row does not have; null if there is none.</param>
    /// <returns>The text; null if a column is missing.</returns>
    /// <exception cref="TemplateException">The text would be too large.</exception>
    public string? Fill(IMergeRow row, bool isHtml, out ColumnReference? missing)
    {
        var filling = new Filling(row, isHtml, _columns, _parts.Length);
        filling.Add(_parts);
        if (filling.TooLarge is { Tag: var section })
        {
            throw new TemplateException(TemplateFault.TooLarge, _text, section.Start, section.End);
        }

        missing = filling.Missing is { } column ? new ColumnReference(column.Name, TemplateException.LineAt(_text, column.Tag.Start)) : null;
        return missing is null ? filling.Text : null;
    }
}
