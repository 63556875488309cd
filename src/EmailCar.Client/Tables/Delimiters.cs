namespace EmailCar.Tables;

/// <summary>Detects the character that separates the columns of a text.</summary>
internal static class Delimiters
{
    /// <summary>The number of lines to check, because titles and notes may come before the header.</summary>
    private const int MaxLines = 30;

    /// <summary>
    /// In the order of priority: people do not type tabs in headers, and a full-width sign counts only if there is no other candidate.
    /// </summary>
    private static readonly char[][] Candidates = [['\t'], [',', ';', '|'], ['，', '；']];

    /// <summary>
    /// Detects the delimiter in the line with the name of an address column, or else in the first line that has any candidate: the
    /// most frequent candidate outside of quotes. Without any candidate it is a comma.
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

        // A full-width sign in a title does not determine the delimiter of the lines below.
        return lines.Select(line => Most(line, Candidates.Take(2))).FirstOrDefault(found => found is not null) is { } ascii
                && !(lines.Count > 0 && Most(lines[0], Candidates.Skip(2)) is not null && Most(lines[0], Candidates.Take(2)) is null && IsMostly(lines, Candidates[2]))
            ? ascii
            : lines.Select(line => Most(line)).FirstOrDefault(found => found is not null) ?? ',';
    }

    /// <summary>
    /// Returns the delimiter that Excel writes in a separate first line, such as sep=;. Returns null if the line is something else.
    /// </summary>
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

    /// <summary>Returns each row without its quoted texts, except quoted column names. A quoted name may have several lines.</summary>
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
