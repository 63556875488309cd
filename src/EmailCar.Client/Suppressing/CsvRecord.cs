using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace EmailCar.Suppressing;

/// <summary>One record of a CSV file (RFC 4180): its fields, and its text, so that it can be written again unchanged.</summary>
/// <param name="Text">The text without the line break at its end.</param>
/// <param name="Fields">The values without quotes.</param>
internal sealed record CsvRecord(string Text, IReadOnlyList<string> Fields)
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null };

    /// <summary>A field; empty if the record is shorter.</summary>
    public string this[int field] => field >= 0 && field < Fields.Count ? Fields[field] : "";

    /// <summary>Creates a record of values.</summary>
    public static CsvRecord Of(IReadOnlyList<string> fields) => new(string.Join(",", fields.Select(Quote)), fields);

    /// <summary>Reads the records of a text, without blank lines.</summary>
    public static IEnumerable<CsvRecord> Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), Format);
        while (parser.Read())
        {
            var line = parser.RawRecord.TrimEnd('\r', '\n');
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new CsvRecord(line, parser.Record!);
            }
        }
    }

    private static string Quote(string value) => value.IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
}
