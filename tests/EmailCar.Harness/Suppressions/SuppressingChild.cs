using System.Globalization;
using EmailCar.Harness.Children;

namespace EmailCar.Harness.Suppressions;

/// <summary>A process that adds addresses to a list, and records each one that the module reports as written to disk.</summary>
internal sealed class SuppressingChild
{
    private const string Script = """
        param($Manifest, $Folder, $Name, [int] $Addresses)
        $ErrorActionPreference = 'Stop'
        Import-Module $Manifest
        [System.IO.File]::WriteAllText("$Folder/$Name.ready", '')
        for ($from = 1; $from -le $Addresses; $from += 10) {
            $from..[math]::Min($from + 9, $Addresses) | ForEach-Object { "$Name-$_@example.com" } |
                Add-EmailCarSuppression -Path "$Folder/list.csv" -Reason 'a, "b" 用户' -PassThru |
                ForEach-Object { [System.IO.File]::AppendAllText("$Folder/$Name.acknowledged", "$($_.To)`n") }
        }
        """;

    private readonly string _folder;
    private readonly string _name;

    public SuppressingChild(string folder, string name, int addresses)
    {
        (_folder, _name) = (folder, name);
        var script = Path.Combine(folder, $"{name}.ps1");
        File.WriteAllText(script, Script);
        Process = ScriptProcess.Start(
            script,
            ["-Manifest", ScriptProcess.ModuleManifest, "-Folder", folder, "-Name", name, "-Addresses", addresses.ToString(CultureInfo.InvariantCulture)]);
    }

    public ScriptProcess Process { get; }

    /// <summary>
    /// The addresses that were reported as written to disk; a line that was incomplete when the process was killed does not count.
    /// </summary>
    public IReadOnlyList<string> Acknowledged
    {
        get
        {
            var path = Path.Combine(_folder, $"{_name}.acknowledged");
            return File.Exists(path) ? File.ReadAllText(path).Split('\n')[..^1] : [];
        }
    }

    /// <summary>Whether the process has begun to add addresses.</summary>
    public bool IsReady => File.Exists(Path.Combine(_folder, $"{_name}.ready"));
}
