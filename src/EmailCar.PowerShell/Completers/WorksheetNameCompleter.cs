using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml;
using EmailCar.Failures;
using EmailCar.Lists;

namespace EmailCar.Completers;

/// <summary>Completes the names of the worksheets in the workbooks of -Path or -LiteralPath on the command line.</summary>
public sealed class WorksheetNameCompleter : IArgumentCompleter
{
    /// <summary>A pattern may match a whole folder, and the user waits for the completion.</summary>
    private const int MaxFiles = 10;

    /// <summary>Returns the names that begin with the word; none if there is no readable workbook.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = Completion.Unquoted(wordToComplete);
        return Files(fakeBoundParameters)
            .Take(MaxFiles)
            .SelectMany(Read)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Length > 0 && name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(Completion.Of)
            .ToArray();
    }

    private static List<string> Files(IDictionary? parameters)
    {
        var files = new List<string>();
        foreach (var parameter in new[] { "Path", "LiteralPath" })
        {
            if (parameters?[parameter] is { } value && LanguagePrimitives.TryConvertTo<string[]>(value, out var paths))
            {
                files.AddRange(Resolve(parameter, paths));
            }
        }

        return files;
    }

    private static IEnumerable<string> Resolve(string parameter, string[] paths)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Management\Resolve-Path")
            .AddParameter(parameter, paths)
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        try
        {
            return [.. shell.Invoke<PathInfo>().Where(path => path.Provider.Name == "FileSystem").Select(path => path.ProviderPath)];
        }
        catch (RuntimeException)
        {
            // For example, the drive does not exist: there is nothing to complete.
            return [];
        }
    }

    private static IReadOnlyList<string> Read(string file)
    {
        try
        {
            return WorksheetNames.Of(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or XmlException
            or ListException or ArgumentException or NotSupportedException)
        {
            // Problems with the file are reported when the command runs.
            return [];
        }
    }
}
