using EmailCar.Addresses;

namespace EmailCar.Guarding;

/// <summary>An address with wildcards: * matches any number of characters and ? matches one, before and after the @.</summary>
internal sealed class AddressPattern
{
    private static readonly char[] Wildcards = ['*', '?'];

    private readonly string _local;
    private readonly string _domain;

    private AddressPattern(string local, string domain) => (_local, _domain) = (local, domain);

    /// <summary>Whether the pattern is a single address, without wildcards.</summary>
    public bool IsAddress => Text.IndexOfAny(Wildcards) < 0;

    /// <summary>The pattern in lower case, with the domain in ASCII.</summary>
    public string Text => $"{_local}@{_domain}";

    /// <summary>Parses a pattern. Returns null if the text is not a pattern.</summary>
    public static AddressPattern? Read(string text)
    {
        var at = text.IndexOf('@');
        if (at <= 0 || at == text.Length - 1 || text.IndexOf('@', at + 1) >= 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        // Label by label, because a label with a wildcard has no ASCII form.
        var labels = text.Substring(at + 1).Split('.').Select(label => label.IndexOfAny(Wildcards) < 0 ? AddressIdentity.DomainOf(label) : label.ToLowerInvariant());
        var domain = string.Join(".", labels);
        var pattern = new AddressPattern(text.Substring(0, at).ToLowerInvariant(), domain);
        return pattern.Text.Any(c => c > '\u007F') ? null : pattern;
    }

    /// <summary>Returns whether the pattern matches an address.</summary>
    /// <param name="identity">The address in the form that <see cref="AddressIdentity"/> compares.</param>
    public bool Matches(string identity)
    {
        var at = identity.LastIndexOf('@');
        return at > 0 && Fits(_local, identity, 0, at) && Fits(_domain, identity, at + 1, identity.Length);
    }

    /// <summary>
    /// Backtracks to the last * only, so that matching never takes longer than the pattern's length times the text's length.
    /// </summary>
    private static bool Fits(string pattern, string text, int from, int to)
    {
        int p = 0, star = -1, mark = from;
        for (var t = from; t < to;)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(p).All(c => c == '*');
    }
}
