namespace EmailCar.Inlining;

/// <summary>The start tag of an element in the text of an email.</summary>
/// <param name="Start">The position of its first character.</param>
/// <param name="NameEnd">The end of its name.</param>
/// <param name="End">The position after the tag.</param>
/// <param name="Style">Its style attribute; null if there is none.</param>
/// <param name="IsFixed">False if its class, id or attributes depend on template tags.</param>
internal sealed record StartTag(int Start, int NameEnd, int End, AttributeValue? Style, bool IsFixed)
{
    /// <summary>Reads a start tag.</summary>
    /// <param name="text">The text, with template tags masked.</param>
    /// <param name="start">The position of the tag.</param>
    /// <param name="hasTag">Returns true if a part of the text contains a template tag.</param>
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
                position += position == name ? 1 : 0; // a character that does not start a name
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
/// <param name="Start">The position after its opening quotation mark.</param>
/// <param name="End">The position of its closing quotation mark.</param>
/// <param name="Quote">The quotation mark; null if there is none.</param>
internal sealed record AttributeValue(int Start, int End, char? Quote)
{
    /// <summary>The position after the attribute.</summary>
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
