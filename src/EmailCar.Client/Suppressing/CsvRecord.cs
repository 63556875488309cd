using System.Text;

namespace EmailCar.Suppressing;

/// <summary>One record of a CSV file (RFC 4180): its fields, and its text, so that it can be written again as it was.</summary>
/// <param name="Text">Without the line break at its end.</param>
/// <param name="Fields">The values, without quotes.</param>
internal sealed record CsvRecord(string Text, IReadOnlyList<string> Fields)
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    /// <summary>A field; empty where the record is shorter.</summary>
    public string this[int field] => field >= 0 && field < Fields.Count ? Fields[field] : "";

    /// <summary>A record of these values.</summary>
    public static CsvRecord Of(IReadOnlyList<string> fields) => new(string.Join(",", fields.Select(Quote)), fields);

    /// <summary>The records of a text. Blank lines are none.</summary>
    public static IEnumerable<CsvRecord> Read(string text)
    {
        var field = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var fields = new List<string>(5);
            var isEnd = false;
            while (!isEnd)
            {
                fields.Add(at < text.Length && text[at] == '"' ? Quoted(text, ref at, field) : Plain(text, ref at));
                isEnd = at >= text.Length || text[at] != ',';
                at += isEnd ? 0 : 1;
            }

            var line = text.Substring(start, at - start);
            at += at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new CsvRecord(line, fields);
            }
        }
    }

    private static string Plain(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
        {
            at++;
        }

        return text.Substring(start, at - start);
    }

    /// <summary>Reads to the closing quote; what follows up to the comma belongs to the value, as Excel has it.</summary>
    private static string Quoted(string text, ref int at, StringBuilder field)
    {
        field.Clear();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return field.Append(Plain(text, ref at)).ToString();
                }

                at++;
            }

            field.Append(text[at]);
        }

        return field.ToString();
    }

    private static string Quote(string value) => value.IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
}
