using System.Management.Automation;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Starting;

/// <summary>A module with the manifest, views, types and cmdlets of the real one, but without code.</summary>
internal static class EmptyModule
{
    /// <summary>Creates the module in a folder.</summary>
    /// <returns>The path of its manifest.</returns>
    public static string Make(string folder)
    {
        var module = Directory.CreateDirectory(Path.Combine(folder, Path.GetFileName(AssembledModule.Folder))).FullName;
        foreach (var file in new[] { "*.psd1", "*.ps1xml" }.SelectMany(pattern => Directory.GetFiles(AssembledModule.Folder, pattern)))
        {
            File.Copy(file, Path.Combine(module, Path.GetFileName(file)));
        }

        using var engine = new Engine();
        var cmdlets = engine.Run("Get-Command -Module EmailCar").Select(command => ((CmdletInfo)command.BaseObject).ImplementingType).ToArray();
        BindOnly.Save(cmdlets, Path.Combine(module, Path.GetFileName(cmdlets[0].Assembly.Location)));
        return Path.Combine(module, Path.GetFileName(AssembledModule.Manifest));
    }
}
