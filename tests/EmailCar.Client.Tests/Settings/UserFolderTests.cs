using EmailCar.Client.Tests.Support;
using EmailCar.Http;
using EmailCar.Platform;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Settings;

/// <summary>The user's folders are settings of the whole process, so no other test runs at the same time.</summary>
[CollectionDefinition(nameof(UserFolderTests), DisableParallelization = true)]
public class UserFolderAlone;

/// <summary>User folders that do not exist, or cannot exist.</summary>
[Collection(nameof(UserFolderTests))]
public class UserFolderTests : IDisposable
{
    private const string Why = "Elsewhere the environment does not say where the user's folders are.";

    private static readonly string[] Names = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "EMAILCAR_ERROR_PATTERNS"];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly string _home = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("N"));

    public UserFolderTests() => Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));

    public void Dispose()
    {
        foreach (var variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }

        GC.SuppressFinalize(this);
    }

    [LinuxFact(Why)]
    public void A_data_folder_that_cannot_be_created_leaves_the_rate_limit_within_the_process()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", "/proc/nope");
        using var client = NewClient();
        Assert.Equal(RateLimitProblem.FolderUnusable, client.RateLimitProblem);
    }

    [LinuxFact(Why)]
    public void Reading_the_path_of_the_rate_limit_folder_creates_nothing()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _home);
        Assert.Equal(Path.Combine(_home, "EmailCar", "pace"), RateLimitLockFile.DefaultFolder);
        Assert.False(Directory.Exists(_home));
    }

    [LinuxFact(Why)]
    public void A_missing_settings_folder_is_not_replaced_by_another()
    {
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", _home);
        Assert.Equal(Path.Combine(_home, "EmailCar", "error-patterns.json"), ErrorPatternFile.DefaultPath);
    }

    /// <summary>As for a Windows account without a profile. A folder in the current directory does not belong to the user.</summary>
    [Fact]
    public void A_path_below_an_undefined_folder_is_empty() =>
        Assert.Equal(["", ""], new[] { "", "relative" }.Select(folder => UserFolder.Below(folder, "EmailCar", "error-patterns.json")));

    [Fact]
    public void Without_a_folder_there_are_no_patterns() => Assert.Same(ErrorTable.BuiltIn, ErrorTable.Load(""));

    [Fact]
    public void Without_a_folder_there_is_no_lock_file() =>
        Assert.Null(RateLimitLockFile.TryOpen("", ClientSettings.DefaultEndpoint, ServiceTest.User, new TestClock()));

    private static EmailCarClient NewClient() =>
        new(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), new ClientSettings());
}
