using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EmailCar.Completers;

/// <summary>
/// Completes the cultures for which reports are translated. For other cultures, reports have English texts and the numbers of the culture.
/// </summary>
public sealed class ReportCultureCompleter : IArgumentCompleter
{
    private static readonly string[] Names = ["en-US", "en-GB", "zh-CN", "zh-SG"];

    /// <summary>Returns the names that begin with the word.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from name in Names
        where name.StartsWith(Completion.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase)
        select Completion.Of(name);
}
