using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace EmailCar.Suppressing;

/// <summary>One record of a CSV file (RFC 4180): its fields and its original text, so that it can be written back unchanged.</summary>
/// <param name="Text">The text without the final line break.</param>
/// <param name="Fields">The values without quotation marks.</param>
internal sealed record CsvRecord(string Text, IReadOnlyList<string> Fields)
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null };

    /// <summary>The value of a field; empty if the record is shorter.</summary>
    public string this[int field] => field >= 0 && field < Fields.Count ? Fields[field] : "";

    /// <summary>Creates a record from values.</summary>
    public static CsvRecord Of(IReadOnlyList<string> fields) => new(string.Join(",", fields.Select(Quote)), fields);

    /// <summary>Reads the records of a text and skips blank lines.</summary>
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
