namespace EmailCar.Merging;

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
internal sealed class Tag(ColumnReference column, bool isEncoded) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { } value)
        {
            filling.Add(value.Text, isEncoded);
        }
    }
}

/// <summary>What is there for each item of a column; once for a value that is no list.</summary>
internal sealed class Section(ColumnReference column, Part[] parts) : Part
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
internal sealed class Inverted(ColumnReference column, Part[] parts) : Part
{
    public override void AddTo(Filling filling)
    {
        if (filling.Find(column) is { Items.Count: 0 })
        {
            filling.Add(parts);
        }
    }
}
