using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace EmailCar.PowerShell.Tests.Help;

/// <summary>The facts of a parameter on which page, MAML and code must agree; lists are joined to text, so that records can be compared.</summary>
/// <param name="Type">The name of the .NET type.</param>
/// <param name="Default">The default value; empty if there is none.</param>
/// <param name="AcceptsWildcards">True if wildcards are expanded.</param>
/// <param name="Aliases">Other names, joined by commas.</param>
/// <param name="Values">The permitted values, joined by commas; empty for any value.</param>
/// <param name="Sets">Each parameter set with position and flags, joined by semicolons.</param>
internal sealed record ParameterFacts(string Type, string Default, bool AcceptsWildcards, string Aliases, string Values, string Sets)
{
    /// <summary>Reads the block of facts that platyPS writes for each parameter.</summary>
    public static ParameterFacts Parse(string yaml)
    {
        var values = new Dictionary<string, string>();
        var lists = new Dictionary<string, List<string>>();
        var sets = new List<Dictionary<string, string>>();
        var key = "";
        foreach (var line in yaml.Split('\n'))
        {
            if (line.StartsWith("- Name: ", StringComparison.Ordinal))
            {
                sets.Add(new() { ["Name"] = line[8..] });
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                (lists.TryGetValue(key, out var list) ? list : lists[key] = []).Add(Plain(line[2..]));
            }
            else if (line.Split(": ", 2) is [var name, var value])
            {
                (name.StartsWith(' ') ? sets[^1] : values)[name.Trim()] = Plain(value);
            }
            else
            {
                key = line.TrimEnd(':');
            }
        }

        return new ParameterFacts(
            values["Type"],
            values["DefaultValue"] is "None" ? "" : values["DefaultValue"],
            bool.Parse(values["SupportsWildcards"]),
            Join(lists.GetValueOrDefault("Aliases")),
            Join(lists.GetValueOrDefault("AcceptedValues")),
            Join(sets.Select(s => Set(
                s["Name"],
                s["Position"],
                bool.Parse(s["IsRequired"]),
                bool.Parse(s["ValueFromPipeline"]),
                bool.Parse(s["ValueFromPipelineByPropertyName"]),
                bool.Parse(s["ValueFromRemainingArguments"])))));
    }

    /// <summary>Returns the facts in the code, in all parameter sets or in one.</summary>
    public static ParameterFacts Of(CmdletInfo cmdlet, ParameterMetadata parameter, string? set = null) =>
        new(
            parameter.ParameterType.ToString(),
            DefaultOf(cmdlet, parameter),
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Join(parameter.Aliases),
            Join(parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(v => v.ValidValues)),
            Join(parameter.ParameterSets.Where(s => set is null || s.Key == set || s.Key == ParameterAttribute.AllParameterSets).Select(s => Set(
                s.Key == ParameterAttribute.AllParameterSets ? "(All)" : s.Key,
                s.Value.Position == int.MinValue ? "Named" : s.Value.Position.ToString(CultureInfo.InvariantCulture),
                s.Value.IsMandatory,
                s.Value.ValueFromPipeline,
                s.Value.ValueFromPipelineByPropertyName,
                s.Value.ValueFromRemainingArguments))));

    private static string Set(string name, string position, bool required, bool byValue, bool byName, bool remaining) =>
        $"{name} {position}{(required ? " required" : "")}{(byValue ? " ByValue" : "")}{(byName ? " ByPropertyName" : "")}{(remaining ? " remaining" : "")}";

    private static string DefaultOf(CmdletInfo cmdlet, ParameterMetadata parameter)
    {
        if (parameter.SwitchParameter)
        {
            return "False";
        }

        // -First and -Skip are defined by the engine.
        if (cmdlet.ImplementingType.GetProperty(parameter.Name) is not { } property)
        {
            return parameter.Name == nameof(PagingParameters.First) ? "18446744073709551615" : "0";
        }

        var isMandatory = parameter.ParameterSets.Values.Any(s => s.IsMandatory);
        return property.GetValue(Activator.CreateInstance(cmdlet.ImplementingType)) switch
        {
            null or '\0' or ICollection { Count: 0 } => "",
            _ when isMandatory => "",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Plain(string value) => value.Trim() is "''" or "[]" ? "" : value.Trim();

    private static string Join(IEnumerable<string>? values) => string.Join(", ", values ?? []);
}
