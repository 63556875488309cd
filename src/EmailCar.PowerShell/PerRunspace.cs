using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EmailCar;

/// <summary>Objects that exist once per runspace: its connection and its sandbox. They are disposed with the runspace.</summary>
internal static class PerRunspace<T>
    where T : class
{
    private static readonly ConditionalWeakTable<Runspace, Entry> Owned = new();

    /// <summary>Returns the object of the runspace, or null if there is none.</summary>
    public static T? Find(Runspace? runspace) => runspace is not null && Owned.TryGetValue(runspace, out var entry) ? entry.Item : null;

    /// <summary>Sets the object of the runspace, in place of the previous one.</summary>
    /// <param name="runspace">The runspace.</param>
    /// <param name="item">The new object.</param>
    /// <param name="resource">The resource to dispose when the runspace no longer has the object.</param>
    public static void Set(Runspace runspace, T item, IDisposable resource)
    {
        Remove(runspace);
        Owned.Add(runspace, new Entry(item, resource));
        runspace.StateChanged += RemoveFromClosed;
    }

    /// <summary>Removes the object of the runspace. Returns false if there is none.</summary>
    public static bool Remove(Runspace? runspace)
    {
        if (runspace is null || !Owned.TryGetValue(runspace, out var entry))
        {
            return false;
        }

        runspace.StateChanged -= RemoveFromClosed;
        Owned.Remove(runspace);
        entry.Resource.Dispose();
        return true;
    }

    private static void RemoveFromClosed(object? sender, RunspaceStateEventArgs e)
    {
        if (e.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            Remove((Runspace?)sender);
        }
    }

    private sealed class Entry(T item, IDisposable resource)
    {
        public T Item => item;

        public IDisposable Resource => resource;
    }
}
