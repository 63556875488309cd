namespace EmailCar.Templates;

/// <summary>A column that a template names.</summary>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Number">The same for all places that name the column.</param>
/// <param name="Tag">The tag that names it.</param>
internal sealed record NamedColumn(string Name, int Number, Tag Tag);

/// <summary>How a value is written.</summary>
internal enum ValueEncoding
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>For HTML, where the text is HTML.</summary>
    Html,

    /// <summary>As part of a link.</summary>
    Link,
}

/// <summary>A piece of a template.</summary>
internal abstract class Part
{
    public abstract void AddTo(Filling filling);
}

/// <summary>Text that is the same for every row.</summary>
internal sealed class Literal(string text) : Part
{
    public override void AddTo(Filling filling) => filling.Add(text);
}

/// <summary>The value of a column.</summary>
internal sealed class ColumnValue(NamedColumn column, ValueEncoding encoding) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { } value)
        {
            filling.Add(value, encoding);
        }
    }
}

/// <summary>What is shown for each item of a column; once for a value that is not a list.</summary>
internal sealed class Section(NamedColumn column, Part[] parts) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { } value)
        {
            foreach (var item in value.Items)
            {
                filling.Add(column, parts, item);
            }
        }
    }
}

/// <summary>What is shown when a column is empty.</summary>
internal sealed class InvertedSection(NamedColumn column, Part[] parts) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { Items.Count: 0 })
        {
            filling.Add(parts);
        }
    }
}
