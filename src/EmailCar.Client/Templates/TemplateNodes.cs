namespace EmailCar.Templates;

/// <summary>A column that a template names.</summary>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Number">The same for all places that name the column.</param>
/// <param name="Position">Where its tag begins.</param>
internal sealed record NamedColumn(string Name, int Number, int Position);

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
internal sealed class Tag(NamedColumn column, bool isEncoded) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { } value)
        {
            filling.Add(value, isEncoded);
        }
    }
}

/// <summary>What is there for each item of a column; once for a value that is no list.</summary>
internal sealed class Section(NamedColumn column, Part[] parts) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { } value)
        {
            foreach (var item in value.Items)
            {
                filling.Add(parts, item);
            }
        }
    }
}

/// <summary>What is there when a column is empty.</summary>
internal sealed class Inverted(NamedColumn column, Part[] parts) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { Items.Count: 0 })
        {
            filling.Add(parts);
        }
    }
}
