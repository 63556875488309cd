using System.Management.Automation;
using System.Management.Automation.Language;

namespace EmailCar.Completers;

/// <summary>Formats values for a command line.</summary>
internal static class Completion
{
    /// <summary>Returns the word without the quotation marks around it.</summary>
    public static string Unquoted(string? word) => (word ?? "").Trim('\'', '"');

    /// <summary>Returns a value, with quotation marks if it needs them.</summary>
    public static CompletionResult Of(string value)
    {
        var isBare = char.IsLetter(value[0]) && value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
        var text = isBare ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
        return new CompletionResult(text, value, CompletionResultType.ParameterValue, value);
    }
}
