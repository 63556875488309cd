using System.Globalization;
using System.Text.Json;
using EmailCar.Client.Tests.Support;
using EmailCar.Templates;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Templates;

/// <summary>
/// Templates behave as in the Mustache specification. Its files for partials, lambdas, inheritance and dynamic names are not
/// used; other differences are marked in mustache-cases.json with the reason.
/// </summary>
public class MustacheCaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Names()
    {
        var names = new TheoryData<string, string>();
        foreach (var (group, mustacheCase) in Cases())
        {
            names.Add(group, mustacheCase.GetProperty("name").GetString()!);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_gives_the_specified_result_unless_it_is_marked(string group, string name)
    {
        var mustacheCase = Cases().Single(c => c.Group == group && c.Case.GetProperty("name").GetString() == name).Case;
        var expected = mustacheCase.GetProperty("text").GetString();
        if (mustacheCase.TryGetProperty("differs", out _))
        {
            Assert.NotEqual(expected, Fill(mustacheCase)); // a case without a difference must not be marked
        }
        else
        {
            Assert.Equal(expected, Fill(mustacheCase));
        }
    }

    [Fact]
    public void All_cases_of_the_five_files_are_there()
    {
        var groups = Cases().GroupBy(c => c.Group).Select(group => (
            group.Key,
            Passed: group.Count(c => !IsMarked(c.Case) && Fill(c.Case) == c.Case.GetProperty("text").GetString()),
            Excluded: group.Count(c => IsMarked(c.Case)),
            Cases: group.Count())).ToArray();
        foreach (var (name, passed, excluded, cases) in groups)
        {
            output.WriteLine($"{name}: {cases} cases, {passed} passed, {excluded} excluded, {cases - passed - excluded} failed");
        }

        foreach (var reason in Cases().Where(c => IsMarked(c.Case)).GroupBy(c => c.Case.GetProperty("differs").GetString()))
        {
            output.WriteLine($"excluded, {reason.Key}: {string.Join("; ", reason.Select(c => $"{c.Group}/{c.Case.GetProperty("name").GetString()}"))}");
        }

        Assert.Equal(
            [("interpolation", 30, 12, 42), ("sections", 27, 7, 34), ("inverted", 21, 1, 22), ("comments", 12, 0, 12), ("delimiters", 12, 2, 14)],
            groups);
    }

    private static bool IsMarked(JsonElement mustacheCase) => mustacheCase.TryGetProperty("differs", out _);

    private static IEnumerable<(string Group, JsonElement Case)> Cases()
    {
        var file = Path.Combine(Repository.Root, "tests", "EmailCar.Client.Tests", "Templates", "mustache-cases.json");
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. json.RootElement.Clone().EnumerateObject().Where(group => group.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(group => group.Value.EnumerateArray().Select(mustacheCase => (group.Name, mustacheCase))),
        ];
    }

    /// <returns>Null if a tag has no value.</returns>
    private static string? Fill(JsonElement mustacheCase)
    {
        try
        {
            return MergeTemplate.Parse(mustacheCase.GetProperty("template").GetString()!)
                .Fill(new JsonRow(mustacheCase.GetProperty("columns")), isHtml: true, out _);
        }
        catch (TemplateException e) when (e.Fault == TemplateFault.Partial)
        {
            return null;
        }
    }

    /// <summary>The data of a case as columns; missing values are empty, as the specification requires.</summary>
    private sealed class JsonRow(JsonElement columns) : IMergeRow
    {
        public MergeValue? Find(string column) =>
            columns.ValueKind == JsonValueKind.Object && columns.TryGetProperty(column, out var value) ? Value(value) : MergeValue.Empty;

        private static MergeValue Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => MergeValue.Empty,
            JsonValueKind.False => MergeValue.False("False"),
            JsonValueKind.Number => MergeValue.Of(value.GetDouble().ToString(CultureInfo.InvariantCulture)),
            JsonValueKind.Array => MergeValue.List("list", value.EnumerateArray().Select(Value)),
            _ => MergeValue.Of(value.ToString()),
        };
    }
}
