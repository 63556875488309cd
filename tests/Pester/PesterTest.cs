using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace EmailCar.Pester;

/// <summary>A test as Run.ps1 writes it.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Name">The names of its blocks and its own, as the file has them.</param>
/// <param name="Title">The same, with the values of -ForEach.</param>
/// <param name="Result">Pester's name of the result.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Message">Why it failed or was skipped; empty when it passed.</param>
/// <param name="StackTrace">Where it failed.</param>
internal sealed record PesterTest(
    string File, int Line, string Name, string Title, string Result, double Milliseconds, string Message, string StackTrace)
{
    private const string Failed = "Failed";

    /// <summary>Everything that Pester does not call passed or skipped has failed.</summary>
    public TestOutcome Outcome => Result switch
    {
        "Passed" => TestOutcome.Passed,
        "Skipped" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    /// <summary>The file without folder and extensions.</summary>
    public string FileTitle => Path.GetFileName(File).Split('.')[0];

    /// <summary>Stands for a file whose process ended without results.</summary>
    public static PesterTest NoResults(string file, string written) =>
        new(file, 1, "file", "the file", Failed, 0, $"Pester returned no results. It wrote:\n{written}", "");
}
