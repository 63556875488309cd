using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EmailCar.Completers;

/// <summary>Completes the cultures that reports have texts for. Others can be given too: their numbers, and English texts.</summary>
public sealed class ReportCultureCompleter : IArgumentCompleter
{
    private static readonly string[] Names = ["en-US", "en-GB", "zh-CN", "zh-SG"];

    /// <summary>The names that begin as the word does.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from name in Names
        where name.StartsWith(Completion.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase)
        select Completion.Of(name);
}
