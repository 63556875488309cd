using System.Reflection;
using System.Text;

namespace EmailCar.Testing;

/// <summary>A copy of the assembled module with another version, in its manifest and in its root assembly.</summary>
internal static class OtherVersion
{
    public const string Version = "9.9.9";

    /// <summary>Creates the copy.</summary>
    /// <param name="module">The folder of the assembled module.</param>
    /// <param name="folder">The folder in which the module's folder is created.</param>
    /// <returns>The folder of the copy.</returns>
    public static string Make(string module, string folder)
    {
        var copy = Path.Combine(folder, Version);
        foreach (var file in Directory.GetFiles(module, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, file.Substring(module.Length).TrimStart('/', '\\'));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        // The new name has the same length, so that nothing else in the file changes.
        var root = Path.Combine(copy, "EmailCar.PowerShell.dll");
        var version = AssemblyName.GetAssemblyName(root).Name!.Split('-')[1];
        Replace(root, version, Version);
        Replace(Path.Combine(copy, "EmailCar.psd1"), $"= '{version}'", $"= '{Version}'");
        return copy;
    }

    private static void Replace(string file, string text, string other)
    {
        var bytes = Encoding.GetEncoding(28591);
        var content = bytes.GetString(File.ReadAllBytes(file));
        if (text.Length != other.Length || !content.Contains(text))
        {
            throw new InvalidDataException($"There is no {text} of {other.Length} characters in {file}.");
        }

        File.WriteAllBytes(file, bytes.GetBytes(content.Replace(text, other)));
    }
}
