namespace EmailCar.Lists;

/// <summary>What separates the columns of a text.</summary>
internal static class Delimiters
{
    /// <summary>A tab is nothing that anybody writes into a header; a full-width sign is one only where nothing else is.</summary>
    private static readonly char[][] Candidates = [['\t'], [',', ';'], ['，', '；']];

    /// <summary>Told from the header: what is there most often outside of quotes; a comma where there is none.</summary>
    /// <param name="text">A text that begins with the header.</param>
    public static char Of(string text)
    {
        var header = Header(text);
        foreach (var candidates in Candidates)
        {
            var counts = Array.ConvertAll(candidates, candidate => header.Count(c => c == candidate));
            if (counts.Max() > 0)
            {
                return candidates[Array.IndexOf(counts, counts.Max())];
            }
        }

        return ',';
    }

    /// <summary>Excel's own way to name it, in a first line of its own; null when the line is none.</summary>
    public static char? Named(string line) =>
        line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;

    /// <summary>What of the first row stands outside of quotes. A name in quotes may have several lines.</summary>
    private static List<char> Header(string text)
    {
        var header = new List<char>();
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c is '\r' or '\n' && !isQuoted && header.Count > 0)
            {
                break;
            }

            isQuoted ^= c == '"';
            if (!isQuoted && c is not ('\r' or '\n'))
            {
                header.Add(c);
            }
        }

        return header;
    }
}
