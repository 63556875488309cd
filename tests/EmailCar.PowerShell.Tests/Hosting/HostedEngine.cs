using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text.RegularExpressions;

namespace EmailCar.PowerShell.Tests.Hosting;

/// <summary>The real engine with the assembled module.</summary>
public sealed class HostedEngine : IDisposable
{
    private readonly RecordingHost _host = new();

    public HostedEngine(bool import = true)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        Runspace.Open();
        Set("credential", Credential("user@x.cn", "geheim"));
        if (import)
        {
            var import1 = Run($"Import-Module '{ModuleManifest}'");
            Assert.Empty(import1.Errors);
        }
    }

    public static string RepositoryRoot { get; } = FindRoot();

    public static string ModuleFolder => Path.Combine(RepositoryRoot, "artifacts", "module", "EmailCar");

    public static string ModuleManifest => Path.Combine(ModuleFolder, "EmailCar.psd1");

    public Runspace Runspace { get; }

    public static PSCredential Credential(string userName, string password)
    {
        var secure = new SecureString();
        foreach (var character in password)
        {
            secure.AppendChar(character);
        }

        return new PSCredential(userName, secure);
    }

    public void Set(string name, object? value) => Runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end, even if it fails.</summary>
    public RunResult Run(string script)
    {
        using var shell = Create(script);
        return Run(shell);
    }

    /// <summary>Returns the output of a script as text in a console.</summary>
    public string Show(string script)
    {
        _host.Clear();
        var result = Run($"& {{ {script} }} | Out-Host");
        Assert.Empty(result.Errors);
        return Regex.Replace(_host.Text, @"\x1b\[[0-9;]*m", ""); // colors
    }

    public System.Management.Automation.PowerShell Create(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = Runspace;
        return shell.AddScript(script);
    }

    public static RunResult Run(System.Management.Automation.PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            terminating = e.ErrorRecord;
        }

        return new RunResult([.. output], [.. shell.Streams.Error], terminating, shell.Streams);
    }

    public string HostText => _host.Text;

    /// <summary>The numbers of the choices that the next prompts get, such as 0 for Yes and 2 for No.</summary>
    public Queue<int> Choices => _host.Choices;

    public void Dispose() => Runspace.Dispose();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EmailCar.psd1")) || !File.Exists(Path.Combine(folder.FullName, "Directory.Build.props")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

/// <summary>The output of a script by stream.</summary>
public sealed record RunResult(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, ErrorRecord? Terminating, PSDataStreams Streams)
{
    /// <summary>The short ids of all errors, the terminating one last.</summary>
    public IReadOnlyList<string> ErrorIds =>
        [.. Errors.Concat(Terminating is null ? [] : [Terminating]).Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    public IReadOnlyList<T> Values<T>(string property) =>
        [.. Output.Select(o => LanguagePrimitives.ConvertTo<T>(o.Properties[property].Value))];

    public IReadOnlyList<string> Statuses => Values<string>("Status");

    /// <summary>Fails the test if there were errors.</summary>
    public RunResult Clean()
    {
        Assert.Null(Terminating?.ToString());
        Assert.Empty(Errors);
        return this;
    }
}
