namespace EmailCar.Tables;

/// <summary>What separates the columns of a text.</summary>
internal static class Delimiters
{
    /// <summary>Lines that are looked at: titles and notes may come before the header.</summary>
    private const int MaxLines = 30;

    /// <summary>A tab is nothing that anybody writes into a header; a full-width sign is one only where nothing else is.</summary>
    private static readonly char[][] Candidates = [['\t'], [',', ';', '|'], ['，', '；']];

    /// <summary>
    /// Told from the line with the name of an address column, or else from the first with any: what is there most often outside
    /// of quotes. A comma where there is none.
    /// </summary>
    /// <param name="text">The start of a text.</param>
    /// <param name="headerWords">Names of address columns.</param>
    public static char Of(string text, IReadOnlyCollection<string> headerWords)
    {
        var lines = Lines(text).Take(MaxLines).ToList();
        foreach (var line in lines)
        {
            if (Most(line) is { } delimiter && HasWord(line, delimiter, headerWords))
            {
                return delimiter;
            }
        }

        // A full-width sign in a title says nothing of the lines below it.
        return lines.Select(line => Most(line, Candidates.Take(2))).FirstOrDefault(found => found is not null) is { } ascii
                && !(lines.Count > 0 && Most(lines[0], Candidates.Skip(2)) is not null && Most(lines[0], Candidates.Take(2)) is null && IsMostly(lines, Candidates[2]))
            ? ascii
            : lines.Select(line => Most(line)).FirstOrDefault(found => found is not null) ?? ',';
    }

    /// <summary>Excel's own way to name it, in a first line of its own; null when the line is none.</summary>
    public static char? Named(string line) =>
        line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;

    private static bool IsMostly(List<string> lines, char[] signs) => lines.Count(line => line.IndexOfAny(signs) >= 0) * 2 > lines.Count;

    private static char? Most(string line) => Most(line, Candidates);

    private static char? Most(string line, IEnumerable<char[]> groups)
    {
        foreach (var group in groups)
        {
            var counts = Array.ConvertAll(group, candidate => line.Count(c => c == candidate));
            if (counts.Max() > 0)
            {
                return group[Array.IndexOf(counts, counts.Max())];
            }
        }

        return null;
    }

    private static bool HasWord(string line, char delimiter, IReadOnlyCollection<string> headerWords) =>
        line.Split(delimiter).Select(Platform.Blanks.Trim).Any(cell => headerWords.Contains(cell, StringComparer.OrdinalIgnoreCase));

    /// <summary>What of each row is outside of quotes; of a quoted name, the name alone. A name in quotes may have several lines.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var line = new List<char>();
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c is '\r' or '\n' && !isQuoted)
            {
                if (line.Count > 0)
                {
                    yield return new string([.. line]);
                }

                line.Clear();
                continue;
            }

            isQuoted ^= c == '"';
            if (c != '"' && (!isQuoted || !Candidates.Any(group => group.Contains(c))))
            {
                line.Add(c);
            }
        }

        if (line.Count > 0)
        {
            yield return new string([.. line]);
        }
    }
}
