using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace EmailCar.Suppressing;

/// <summary>One record of a CSV file (RFC 4180): its fields and its original text, so that it can be written back unchanged.</summary>
/// <param name="fields">The values without quotation marks.</param>
/// <param name="text">The text without the final line break; null to compose it from the values.</param>
internal sealed class CsvRecord(IReadOnlyList<string> fields, string? text = null)
{
    private static readonly char[] Special = [',', '"', '\r', '\n'];

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null };

    /// <summary>The values without quotation marks.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>The text without the final line break.</summary>
    public string Text => text ??= string.Join(",", fields.Select(Quote));

    /// <summary>The value of a field; empty if the record is shorter.</summary>
    public string this[int field] => field >= 0 && field < Fields.Count ? Fields[field] : "";

    /// <summary>Reads records and skips blank lines.</summary>
    /// <param name="text">The CSV file.</param>
    /// <param name="keepsText">Whether to keep the original text of each record.</param>
    public static IEnumerable<CsvRecord> Read(TextReader text, bool keepsText)
    {
        using var parser = new CsvParser(text, Format, leaveOpen: true);
        while (parser.Read())
        {
            var fields = parser.Record!;
            if (fields.Length > 1 || !string.IsNullOrWhiteSpace(fields[0]))
            {
                yield return new CsvRecord(fields, keepsText ? parser.RawRecord.TrimEnd('\r', '\n') : null);
            }
        }
    }

    private static string Quote(string value) => value.IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
}
