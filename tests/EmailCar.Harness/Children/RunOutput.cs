using System.Globalization;

namespace EmailCar.Harness.Children;

/// <summary>The output of a run: its results, and the ids of its errors.</summary>
internal sealed record RunOutput(IReadOnlyList<Result> Results, IReadOnlyList<string> ErrorIds)
{
    public static RunOutput Parse(IEnumerable<string> lines)
    {
        var results = new List<Result>();
        var errors = new List<string>();
        foreach (var fields in lines.Select(line => line.Split('\t')))
        {
            if (fields[0] == "!")
            {
                errors.Add(fields[1].Split(',')[0]);
            }
            else
            {
                var id = fields[2].Length == 0 ? (long?)null : long.Parse(fields[2], CultureInfo.InvariantCulture);
                results.Add(new Result(fields[0], fields[1], id, fields[3]));
            }
        }

        return new RunOutput(results, errors);
    }
}

/// <summary>The result for one recipient.</summary>
internal sealed record Result(string To, string Status, long? Id, string Message);
