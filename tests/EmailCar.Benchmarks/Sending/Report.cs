using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>Prints the figures as a table for people, then as JSON for comparing runs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(IReadOnlyList<FigureRow> rows)
    {
        Line("row", "figure", "measured", "limit", "holds");
        foreach (var row in rows)
        {
            foreach (var figure in row.Figures)
            {
                Line(row.Name, figure.Name, figure.Value is { } value ? Number(value, figure.Unit) : "", Limit(figure), Verdict(figure));
            }

            if (row.Failure is not null)
            {
                Line(row.Name, row.Failure, "", "", "NO");
            }
        }

        Console.WriteLine();
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                Time = DateTimeOffset.Now,
                System = RuntimeInformation.OSDescription,
                Framework = RuntimeInformation.FrameworkDescription,
                Processors = Environment.ProcessorCount,
                Holds = rows.All(row => row.Holds),
                Rows = rows,
            },
            Json));
    }

    private static void Line(string row, string figure, string measured, string limit, string holds) =>
        Console.WriteLine($"{row,-10} {figure,-52} {measured,14}   {limit,-22} {holds}");

    private static string Verdict(Figure figure) =>
        figure.AtLeast is null && figure.AtMost is null ? "" : figure.Holds ? "yes" : "NO";

    private static string Limit(Figure figure) => figure switch
    {
        { AtLeast: { } least, AtMost: { } most } when least == most => $"= {Number(most, figure.Unit)}",
        { AtLeast: { } least } => $"≥ {Number(least, figure.Unit)}",
        { AtMost: { } most } => $"≤ {Number(most, figure.Unit)}",
        _ => "",
    };

    private static string Number(double value, string unit) =>
        value.ToString("#,0.###", CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "");
}
