using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace EmailCar.Pester;

/// <summary>Makes the tests in the .ps1 files part of <c>dotnet test</c>: each has its own result, with the message from Pester.</summary>
[FileExtension(".dll")]
[DefaultExecutorUri(ExecutorUri)]
[ExtensionUri(ExecutorUri)]
public sealed class PesterAdapter : ITestDiscoverer, ITestExecutor
{
    private const string ExecutorUri = "executor://EmailCar.Pester";

    private static readonly string Source = typeof(PesterAdapter).Assembly.Location;

    private readonly CancellationTokenSource _cancelled = new();

    /// <summary>Lists the tests without running them. The tests of one -ForEach are listed as one test, with a result for each.</summary>
    public void DiscoverTests(
        IEnumerable<string> sources, IDiscoveryContext discoveryContext, IMessageLogger logger, ITestCaseDiscoverySink discoverySink)
    {
        foreach (var test in Discover())
        {
            discoverySink.SendTestCase(test);
        }
    }

    /// <summary>Runs all tests, or those selected by the filter on the command line.</summary>
    public void RunTests(IEnumerable<string>? sources, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
    {
        if (runContext!.GetTestCaseFilter(null, _ => null) is { } filter)
        {
            RunTests(Discover().Where(test => filter.MatchTestCase(test, name => Property(test, name))), runContext, frameworkHandle);
        }
        else
        {
            Run(PesterSuite.Files.Select(file => (file, Array.Empty<int>())), frameworkHandle!);
        }
    }

    /// <summary>Runs the selected tests.</summary>
    public void RunTests(IEnumerable<TestCase>? tests, IRunContext? runContext, IFrameworkHandle? frameworkHandle) =>
        Run(
            tests!.GroupBy(test => test.CodeFilePath!, test => test.LineNumber).Select(lines => (lines.Key, lines.Distinct().ToArray())),
            frameworkHandle!);

    /// <summary>Ends the PowerShell processes.</summary>
    public void Cancel() => _cancelled.Cancel();

    private static string? Property(TestCase test, string name) => name switch
    {
        nameof(TestCase.FullyQualifiedName) => test.FullyQualifiedName,
        nameof(TestCase.DisplayName) or "Name" => test.DisplayName,
        _ => null,
    };

    private static TestCase ToTestCase(PesterTest test) =>
        new($"{test.FileTitle}.{test.Name}", new Uri(ExecutorUri), Source)
        {
            DisplayName = $"{test.FileTitle}: {test.Name}",
            CodeFilePath = test.File,
            LineNumber = test.Line,
        };

    private static TestResult ToTestResult(PesterTest test, PowerShellProgram program) =>
        new(ToTestCase(test))
        {
            // Only the name of a skipped test is displayed, so the reason is added to it.
            DisplayName = $"{test.FileTitle}{program.Suffix}: {test.Title}"
                + (test is { Outcome: TestOutcome.Skipped, Message.Length: > 0 } ? $" ({test.Message})" : ""),
            Outcome = test.Outcome,
            Duration = TimeSpan.FromMilliseconds(test.Milliseconds),
            ErrorMessage = test.Message,
            ErrorStackTrace = test.StackTrace,
        };

    private IEnumerable<TestCase> Discover() => PesterSuite.List(_cancelled.Token).Select(ToTestCase).DistinctBy(test => test.FullyQualifiedName);

    private void Run(IEnumerable<(string File, int[] Lines)> files, IFrameworkHandle handle)
    {
        // Each file has its own processes, sandboxes and folders.
        var jobs = files.SelectMany(job => PowerShellProgram.All.Select(program => (job.File, job.Lines, Program: program)));
        Parallel.ForEach(jobs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, job =>
        {
            // Adds the file to the report of a run that hangs.
            var whole = new TestCase($"{Path.GetFileName(job.File)}{job.Program.Suffix}", new Uri(ExecutorUri), Source);
            handle.RecordStart(whole);
            foreach (var test in PesterSuite.Run(job.Program, job.File, job.Lines, _cancelled.Token))
            {
                handle.RecordResult(ToTestResult(test, job.Program));
            }

            handle.RecordEnd(whole, TestOutcome.None);
        });
    }
}
