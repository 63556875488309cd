using System.Globalization;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Starting;

/// <summary>Import-Module in a new process, compared with the import of a module with the same surface and no code.</summary>
internal static class ImportFigures
{
    private const int Rounds = 61;
    private const double Limit = 5;

    /// <summary>The time, followed by what the session knows about the module.</summary>
    private const string Script = """
        param($Manifest)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Import-Module $Manifest
        $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
        foreach ($command in Get-Command -Module EmailCar) {
            "$command : $($command.OutputType.Name)"
            $command.Definition.Trim() -split '\r?\n'
        }
        """;

    public static IEnumerable<Figure> Measure()
    {
        using var folder = new TemporaryFolder();
        var empty = EmptyModule.Make(folder.Path);
        var (_, module) = Import(AssembledModule.Manifest);
        var (_, copy) = Import(empty);
        yield return Figure.Note(ScriptProcess.ProgramName);
        yield return new Figure("lines that Get-Command says of the module", module.Length, "") { AtLeast = 1 };
        yield return Figure.Exactly(0, "of them other than of the empty one", module.Except(copy).Count() + copy.Except(module).Count());

        var pairs = Turns.Pairs(Rounds, () => Import(AssembledModule.Manifest).Time, () => Import(empty).Time);
        yield return new Figure("Import-Module", pairs.First, "ms");
        yield return new Figure("Import-Module of the empty one", pairs.Second, "ms");
        yield return new Figure("Import-Module beyond the empty one, of the same round", Math.Round(pairs.Beyond, 1), "ms") { AtMost = Limit };
    }

    private static (double Time, string[] Described) Import(string manifest)
    {
        var lines = ScriptProcess.Run(Script, manifest).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (double.Parse(lines[0], CultureInfo.InvariantCulture), lines[1..]);
    }
}
