using System.Text.RegularExpressions;

namespace EmailCar.Harness.Suppressions;

/// <summary>Reads a suppression list without code of the module.</summary>
internal static partial class ListCheck
{
    /// <summary>Returns the addresses of a list, and adds a finding for each line that is not complete.</summary>
    public static IReadOnlyList<string> Read(string path, Findings findings)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var text = File.ReadAllText(path);
        if (text.Length > 0 && !text.EndsWith("\r\n", StringComparison.Ordinal))
        {
            findings.Add("torn lists", text[^Math.Min(80, text.Length)..]);
        }

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines[0].TrimStart('\uFEFF') != "To,Reason,Source,Since,Until")
        {
            findings.Add("torn lists", lines[0]);
        }

        foreach (var line in lines.Skip(1).Where(line => !Row().IsMatch(line)))
        {
            findings.Add("torn rows", line);
        }

        return [.. lines.Skip(1).Select(line => line.Split(',')[0])];
    }

    [GeneratedRegex(@"^\S+-\d+@example\.com,""a, """"b"""" 用户"",Manual,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,$")]
    private static partial Regex Row();
}
