namespace EmailCar.Templates;

/// <summary>A column that a template uses.</summary>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Number">The number of the column, the same for every place that uses it.</param>
/// <param name="Tag">The tag that uses it.</param>
internal sealed record NamedColumn(string Name, int Number, Tag Tag);

/// <summary>How a value is encoded.</summary>
internal enum ValueEncoding
{
    /// <summary>Not encoded.</summary>
    None,

    /// <summary>For HTML, if the text is HTML.</summary>
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

/// <summary>The parts that are shown for each item of a column, or once for a value that is not a list.</summary>
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

/// <summary>The parts that are shown if a column is empty.</summary>
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
