using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EmailCar;

/// <summary>The connection of each runspace.</summary>
internal static class Connections
{
    private static readonly ConditionalWeakTable<Runspace, Connection> ByRunspace = new();

    /// <summary>The runspace's connection; null without one.</summary>
    public static Connection? Find(Runspace? runspace) =>
        runspace is not null && ByRunspace.TryGetValue(runspace, out var connection) ? connection : null;

    /// <summary>Gives the runspace a connection in place of the one it has.</summary>
    public static void Set(Runspace runspace, Connection connection)
    {
        Remove(runspace);
        ByRunspace.Add(runspace, connection);
    }

    /// <summary>Closes and forgets the runspace's connection. False when it has none.</summary>
    public static bool Remove(Runspace? runspace)
    {
        if (Find(runspace) is not { } connection)
        {
            return false;
        }

        ByRunspace.Remove(runspace!);
        connection.Dispose();
        return true;
    }
}
