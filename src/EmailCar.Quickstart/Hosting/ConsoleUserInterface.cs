using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EmailCar.Quickstart.Hosting;

/// <summary>Output to stdout; errors, warnings, verbose and debug lines and progress to stderr; no questions.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly ProgressLine _progress = new();

    public bool OutputIsError { get; set; }

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    public override void Write(string value) => Write(Console.Out, Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (Console.IsOutputRedirected)
        {
            Write(value);
            return;
        }
        Console.ForegroundColor = foregroundColor;
        Write(value);
        Console.ResetColor();
    }

    public override void WriteLine(string value)
    {
        if (OutputIsError)
            WriteErrorLine(value);
        else
            Write(Console.Out, Plain(value) + Environment.NewLine);
    }

    public override void WriteErrorLine(string value) => WriteMessage(ConsoleColor.Red, value);

    public override void WriteWarningLine(string message) => WriteMessage(ConsoleColor.Yellow, $"WARNING: {message}");

    public override void WriteVerboseLine(string message) => WriteMessage(ConsoleColor.DarkGray, $"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => WriteMessage(ConsoleColor.DarkGray, $"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>Takes the progress line off the screen.</summary>
    public void ClearProgress() => _progress.Clear();

    public override string ReadLine() => throw NoQuestions("input");

    public override SecureString ReadLineAsSecureString() => throw NoQuestions("input");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NoQuestions(string.Join(", ", descriptions.Select(d => d.Name)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NoQuestions(message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NoQuestions("credential");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw NoQuestions("credential");

    private static HostException NoQuestions(string wanted) =>
        new($"A value is missing ({wanted}), and this host does not ask for values. Give it as a parameter, or run the script in pwsh.");

    // Headings arrive with escape sequences, which files should not hold and old Windows consoles print as they are.
    private static string Plain(string value) => GetOutputString(value, supportsVirtualTerminal: false);

    private void Write(TextWriter writer, string text)
    {
        _progress.Clear();
        writer.Write(text);
    }

    private void WriteMessage(ConsoleColor color, string message)
    {
        if (!Console.IsErrorRedirected)
            Console.ForegroundColor = color;
        Write(Console.Error, Plain(message) + Environment.NewLine);
        if (!Console.IsErrorRedirected)
            Console.ResetColor();
    }
}
