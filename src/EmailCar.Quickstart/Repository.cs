namespace EmailCar.Quickstart;

/// <summary>Where things lie in the repository that this program was built in.</summary>
internal sealed class Repository
{
    private readonly string _root;

    private Repository(string root) => _root = root;

    public string QuickstartScript => Path.Combine(_root, "examples", "quickstart.ps1");

    /// <summary>The folder that holds the assembled module, as PSModulePath wants it.</summary>
    public string ModulePath => Path.Combine(_root, "artifacts", "module");

    /// <summary>Searches upward from a folder for the one that holds the module's manifest.</summary>
    public static Repository? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EmailCar.psd1")))
                return new Repository(folder.FullName);
        }
        return null;
    }
}
