using System.Globalization;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Starting;

/// <summary>What the module ships in lib/, and how much of it a session loads that only lists commands.</summary>
internal static class LibFigures
{
    private const string Script = """
        param($Manifest)
        $lib = [IO.Path]::Combine([IO.Path]::GetDirectoryName($Manifest), 'lib')
        function Count {
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location.StartsWith($lib) }).Count
        }
        Import-Module $Manifest
        Count
        $null = Get-Command -Module EmailCar | ForEach-Object { $_.Definition; $_.Parameters }
        Count
        $null = Get-Help Send-EmailCarMail -Full
        Count
        foreach ($line in 'Send-EmailCarM', 'Send-EmailCarMail -', 'Send-EmailCarMail -MergeMissing ', 'Get-EmailCarDelivery -Status ') {
            if (-not [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches) { throw $line }
        }
        Count
        $null = Test-EmailCarAddress a@example.com
        Count
        """;

    private static readonly string[] Steps =
        ["after Import-Module", "after Get-Command, with parameters and syntax", "after Get-Help", "after completing names and values"];

    public static IEnumerable<Figure> Measure()
    {
        foreach (var lib in new DirectoryInfo(Path.Combine(AssembledModule.Folder, "lib")).GetDirectories().OrderBy(folder => folder.Name))
        {
            var files = lib.GetFiles();
            yield return new Figure($"files of lib/{lib.Name}", files.Length, "");
            yield return new Figure($"size of lib/{lib.Name}", Math.Round(files.Sum(file => file.Length) / 1024.0), "KiB");
        }

        yield return Figure.Note(ScriptProcess.ProgramName);
        var counts = ScriptProcess.Run(Script, AssembledModule.Manifest)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
            .ToArray();
        foreach (var (step, count) in Steps.Zip(counts))
        {
            yield return Figure.Exactly(0, $"assemblies of lib/ {step}", count);
        }

        yield return new Figure("assemblies of lib/ after the first command", counts[^1], "") { AtLeast = 1 };
    }
}
