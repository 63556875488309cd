using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace EmailCar.Pester;

/// <summary>A test in the output of Run.ps1.</summary>
/// <param name="File">The file of the test.</param>
/// <param name="Line">The line where the test begins.</param>
/// <param name="Name">The names of the blocks and of the test, as in the file.</param>
/// <param name="Title">The same name with the values of -ForEach.</param>
/// <param name="Result">The name of the result in Pester.</param>
/// <param name="Milliseconds">The duration.</param>
/// <param name="Message">Why it failed or was skipped; empty if it passed.</param>
/// <param name="StackTrace">Where it failed.</param>
internal sealed record PesterTest(
    string File, int Line, string Name, string Title, string Result, double Milliseconds, string Message, string StackTrace)
{
    private const string Failed = "Failed";

    /// <summary>All results other than passed and skipped are failures.</summary>
    public TestOutcome Outcome => Result switch
    {
        "Passed" => TestOutcome.Passed,
        "Skipped" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    /// <summary>The file without folder and extensions.</summary>
    public string FileTitle => Path.GetFileName(File).Split('.')[0];

    /// <summary>Represents a file whose process ended without results.</summary>
    public static PesterTest NoResults(string file, string written) =>
        new(file, 1, "file", "the file", Failed, 0, $"Pester returned no results. It wrote:\n{written}", "");
}
