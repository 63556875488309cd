using EmailCar.Platform;

namespace EmailCar.Addresses;

/// <summary>
/// An address with a name before it, as mail programs show and copy it: <c>Wang &lt;wang@example.com&gt;</c>, with or
/// without quotation marks, also in full-width brackets; or a link to an address, <c>mailto:wang@example.com</c>.
/// </summary>
/// <param name="Address">The text in the brackets, or after mailto:.</param>
/// <param name="Name">The name without quotation marks; null if there is none.</param>
/// <param name="HasOther">True if the name is itself an address and not in quotation marks, so that either address may be meant.</param>
internal sealed record NamedAddress(string Address, string? Name, bool HasOther)
{
    public const string Mailto = "mailto:";

    /// <summary>Quotation marks that mail programs, word processors and Chinese keyboards put around a name.</summary>
    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('＂', '＂')];

    /// <summary>Reads one address with its name.</summary>
    /// <param name="text">The text, trimmed.</param>
    /// <returns>Null if the text has another form.</returns>
    public static NamedAddress? Read(string text)
    {
        if (text.StartsWith(Mailto, StringComparison.OrdinalIgnoreCase))
        {
            return new NamedAddress(text.Substring(Mailto.Length), null, HasOther: false);
        }

        if (text.Length == 0 || !IsClose(text[text.Length - 1]))
        {
            return null;
        }

        var open = text.LastIndexOfAny(['<', '＜']);
        if (open < 0)
        {
            return null;
        }

        var address = Blanks.Trim(text.Substring(open + 1, text.Length - open - 2));
        if (address.StartsWith(Mailto, StringComparison.OrdinalIgnoreCase))
        {
            address = address.Substring(Mailto.Length);
        }

        var before = Blanks.Trim(text.Substring(0, open));
        var name = Unquote(before);
        var isQuoted = name.Length < before.Length;
        var isAddress = string.Equals(name, address, StringComparison.OrdinalIgnoreCase);
        return new NamedAddress(
            address,
            name.Length == 0 || isAddress ? null : name,
            HasOther: !isQuoted && !isAddress && name.IndexOfAny(['@', '＠', '<', '＜']) >= 0);
    }

    /// <summary>
    /// Splits a text at separators, but not within quotation marks or brackets. A comma within a name, as in
    /// <c>Wang, Wei &lt;wang@example.com&gt;</c>, is not a separator either.
    /// </summary>
    /// <param name="text">Addresses, with or without names.</param>
    /// <param name="separators">The separators; a comma may also be part of a name.</param>
    public static IEnumerable<string> Split(string text, char[] separators)
    {
        if (text.IndexOfAny(separators) < 0)
        {
            return [text];
        }

        return text.IndexOfAny(['<', '＜']) < 0 ? text.Split(separators) : SplitNamed(text, separators);
    }

    private static IEnumerable<string> SplitNamed(string text, char[] separators)
    {
        var start = 0;
        var quote = false;
        var hasAddress = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && (quote || text.IndexOf('"', i + 1) is var end && end > 0 && IsOneLine(text, i, end)))
            {
                quote = !quote;
            }
            else if (!quote && c is '@' or '＠')
            {
                hasAddress = true;
            }
            else if (!quote && Array.IndexOf(separators, c) >= 0 && (hasAddress || c is not (',' or '，') || !NameGoesOn(text, i + 1, separators)))
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
                hasAddress = false;
            }
        }

        yield return text.Substring(start);
    }

    /// <summary>
    /// Returns whether a bracket comes before the next @ or separator other than a comma, so that the text before the comma is part of a name.
    /// </summary>
    private static bool NameGoesOn(string text, int start, char[] separators)
    {
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '<' or '＜')
            {
                return true;
            }

            if (c is '@' or '＠' || (c is not (',' or '，') && Array.IndexOf(separators, c) >= 0))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsOneLine(string text, int start, int end) => text.IndexOfAny(['\r', '\n'], start, end - start) < 0;

    private static bool IsClose(char c) => c is '>' or '＞';

    private static string Unquote(string name)
    {
        foreach (var (open, close) in Quotes)
        {
            if (name.Length >= 2 && name[0] == open && name[name.Length - 1] == close)
            {
                return Blanks.Trim(name.Substring(1, name.Length - 2)).Replace("\\\"", "\"").Replace("\\\\", "\\");
            }
        }

        return name;
    }
}
