using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Security;
using EmailCar.Settings;
using EmailCar.Templates;

namespace EmailCar.Client.Tests.Loading;

/// <summary>Performs the steps of an import in an application domain without the module's files, and uses the client.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Only instances reach into another domain.")]
public sealed class ModuleProbe : MarshalByRefObject
{
    /// <summary>Performs the first step of an import.</summary>
    public void Install(string moduleFolder) =>
        Assembly.LoadFrom(Path.Combine(moduleFolder, "EmailCar.PowerShell.dll"))
            .GetType("EmailCar.Loading.ModuleAssemblies", throwOnError: true)
            .GetMethod("Install", BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [moduleFolder]);

    /// <summary>Performs the check before it: finds the first missing file.</summary>
    public string? FindMissing(string moduleFolder) =>
        (string?)Assembly.LoadFrom(Path.Combine(moduleFolder, "EmailCar.PowerShell.dll"))
            .GetType("EmailCar.Loading.ModuleAssemblies", throwOnError: true)
            .GetMethod("FindMissing", BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [moduleFolder]);

    /// <summary>Returns the folder of another imported version, or null for none.</summary>
    public string? FindOther(string moduleFolder) =>
        ((Assembly?)Assembly.LoadFrom(Path.Combine(moduleFolder, "EmailCar.PowerShell.dll"))
            .GetType("EmailCar.Loading.ModuleAssemblies", throwOnError: true)
            .GetMethod("FindOther", BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, []))?.Location;

    /// <summary>Returns a value of an output type found by name, as PowerShell does it.</summary>
    public string ModelValue() => AppDomain.CurrentDomain.GetAssemblies()
        .Select(a => a.GetType("EmailCar.SendStatus"))
        .Where(type => type is not null)
        .Select(type => Enum.Parse(type!, "Rejected").ToString())
        .Single();

    /// <summary>Returns the location of the client's output types.</summary>
    public string Models() => typeof(Balance).Assembly.Location;

    /// <summary>Gets the balance.</summary>
    public decimal? Balance(string endpoint)
    {
        using var password = new SecureString();
        using var client = new EmailCarClient(new Account("ops", password), new ClientSettings { Endpoint = new Uri(endpoint), RequestsPerSecond = 0 });
        return client.GetBalanceAsync(CancellationToken.None).GetAwaiter().GetResult().Email;
    }

    /// <summary>Fills a template.</summary>
    public string? Merge(string template) => MergeTemplate.Parse(template).Fill(new Row(), isHtml: false, out _);

    /// <summary>Returns the location of each assembly.</summary>
    public string[] Loaded() => [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic).Select(a => a.Location)];

    /// <summary>Returns whether code outside the module can load an assembly by its name.</summary>
    public bool CanLoad(string name)
    {
        try
        {
            return Assembly.Load(name) is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private sealed class Row : IMergeRow
    {
        public MergeValue? Find(string column) => MergeValue.Of(column);
    }
}
