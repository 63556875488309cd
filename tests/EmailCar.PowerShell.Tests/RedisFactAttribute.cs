using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests;

/// <summary>A fact that needs a real redis-server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.Missing!;
}
