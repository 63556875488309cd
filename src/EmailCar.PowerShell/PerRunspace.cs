using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EmailCar;

/// <summary>What each runspace has one of: its connection, its sandbox. Gone when the runspace is.</summary>
internal static class PerRunspace<T>
    where T : class, IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, T> Owned = new();

    /// <summary>What the runspace has; null for nothing.</summary>
    public static T? Find(Runspace? runspace) => runspace is not null && Owned.TryGetValue(runspace, out var item) ? item : null;

    /// <summary>Gives the runspace something in place of what it has.</summary>
    public static void Set(Runspace runspace, T item)
    {
        Remove(runspace);
        Owned.Add(runspace, item);
    }

    /// <summary>Disposes of what the runspace has. False when it has nothing.</summary>
    public static bool Remove(Runspace? runspace)
    {
        if (Find(runspace) is not { } item)
        {
            return false;
        }

        Owned.Remove(runspace!);
        item.Dispose();
        return true;
    }
}
