namespace EmailCar.Inlining;

/// <summary>The start tag of an element in the text of an email.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="NameEnd">Where its name ends.</param>
/// <param name="End">Where the text continues after it.</param>
/// <param name="Style">Its style attribute; null without.</param>
/// <param name="IsFixed">False when tags of a template decide on its class, its id or its attributes.</param>
internal sealed record StartTag(int Start, int NameEnd, int End, AttributeValue? Style, bool IsFixed)
{
    /// <summary>Reads a start tag.</summary>
    /// <param name="text">The text, with tags of a template masked.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="hasTag">True when a part of the text has a tag of a template.</param>
    public static StartTag Read(string text, int start, Func<int, int, bool> hasTag)
    {
        var nameEnd = Skip(text, start + 1, c => !char.IsWhiteSpace(c) && c is not ('>' or '/'));
        AttributeValue? style = null;
        var isFixed = !hasTag(start, nameEnd);
        var position = nameEnd;
        while (true)
        {
            var gap = position;
            position = Skip(text, position, c => char.IsWhiteSpace(c) || c == '/');
            var name = position;
            position = Skip(text, position, c => !char.IsWhiteSpace(c) && c is not ('=' or '>' or '/'));
            isFixed &= !hasTag(gap, position);
            if (position >= text.Length || text[position] == '>')
            {
                return new StartTag(start, nameEnd, Math.Min(position + 1, text.Length), style, isFixed);
            }

            var attribute = text.Substring(name, position - name);
            var equals = Skip(text, position, char.IsWhiteSpace);
            if (equals >= text.Length || text[equals] != '=')
            {
                position += position == name ? 1 : 0; // a sign that is no name
                continue;
            }

            var value = AttributeValue.Read(text, Skip(text, equals + 1, char.IsWhiteSpace));
            position = value.After;
            if (attribute.Equals("style", StringComparison.OrdinalIgnoreCase))
            {
                style ??= value;
            }
            else if (attribute.Equals("class", StringComparison.OrdinalIgnoreCase) || attribute.Equals("id", StringComparison.OrdinalIgnoreCase))
            {
                isFixed &= !hasTag(value.Start, value.End);
            }
        }
    }

    internal static int Skip(string text, int position, Func<char, bool> isSkipped)
    {
        while (position < text.Length && isSkipped(text[position]))
        {
            position++;
        }

        return position;
    }
}

/// <summary>The value of an attribute in the text.</summary>
/// <param name="Start">Where it begins, after its quotation mark.</param>
/// <param name="End">Where it ends, before its quotation mark.</param>
/// <param name="Quote">The quotation mark; null without.</param>
internal sealed record AttributeValue(int Start, int End, char? Quote)
{
    /// <summary>Where the text continues after it.</summary>
    public int After => Quote is null ? End : End + 1;

    public static AttributeValue Read(string text, int position)
    {
        if (position < text.Length && text[position] is '"' or '\'')
        {
            var close = text.IndexOf(text[position], position + 1);
            return new AttributeValue(position + 1, close < 0 ? text.Length - 1 : close, text[position]);
        }

        return new AttributeValue(position, StartTag.Skip(text, position, c => !char.IsWhiteSpace(c) && c != '>'), null);
    }
}
