using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests.Help;

/// <summary>The ids of all errors, from the files that create errors.</summary>
internal static class ErrorIds
{
    public static IReadOnlyList<string> InSource { get; } = [.. Regex.Matches(
            string.Concat(new[] { "Errors.cs", "GuardTexts.cs", "Rows/RowProblem.cs" }
                .Select(f => File.ReadAllText(Path.Combine(HostedEngine.RepositoryRoot, "src/EmailCar.PowerShell", f)))),
            @"(?:Make|new)\(\s*(?:nameof\((\w+)\)|""(\w+)"")|=> \(""(\w+)""|: \(""(\w+)""|_ => \(""(\w+)""")
        .Select(m => m.Groups.Values.Skip(1).First(g => g.Success).Value)
        .Distinct()
        .Order(StringComparer.Ordinal)];
}
