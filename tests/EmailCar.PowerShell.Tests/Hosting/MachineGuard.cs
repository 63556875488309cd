namespace EmailCar.PowerShell.Tests.Hosting;

/// <summary>
/// The environment variables that guard a machine. They are settings of the whole process, so no other test runs at the same time.
/// </summary>
[CollectionDefinition(nameof(MachineGuard), DisableParallelization = true)]
public sealed class MachineGuard : IDisposable
{
    private bool _isSet;

    public void Set(string? redirectTo, string? allowed)
    {
        _isSet = redirectTo is not null || allowed is not null;
        Environment.SetEnvironmentVariable("EMAILCAR_REDIRECT_TO", redirectTo);
        Environment.SetEnvironmentVariable("EMAILCAR_ALLOWED_RECIPIENT", allowed);
    }

    public void Dispose()
    {
        if (_isSet)
        {
            Set(null, null);
        }
    }
}
