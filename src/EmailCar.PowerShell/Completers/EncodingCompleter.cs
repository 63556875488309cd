using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EmailCar.Completers;

/// <summary>Completes the names of encodings that are frequent in lists. Other names, and code page numbers, can also be used.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
{
    private static readonly string[] Names =
    [
        "utf8", "utf8BOM", "unicode", "bigEndianUnicode", "utf32", "bigEndianUTF32",
        "gb18030", "gb2312", "gbk", "big5", "shift_jis", "euc-kr", "windows-1252", "iso-8859-1", "us-ascii",
    ];

    /// <summary>Returns the names that begin with the word.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from name in Names
        where name.StartsWith(Completion.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase)
        select Completion.Of(name);
}
