using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EmailCar;

/// <summary>What each runspace has one of: its connection, its sandbox. It ends with the runspace.</summary>
internal static class PerRunspace<T>
    where T : class
{
    private static readonly ConditionalWeakTable<Runspace, Entry> Owned = new();

    /// <summary>What the runspace has; null for nothing.</summary>
    public static T? Find(Runspace? runspace) => runspace is not null && Owned.TryGetValue(runspace, out var entry) ? entry.Item : null;

    /// <summary>Gives the runspace something in place of what it has.</summary>
    /// <param name="runspace">The runspace.</param>
    /// <param name="item">What it has from now on.</param>
    /// <param name="resource">What is disposed of when it has it no longer.</param>
    public static void Set(Runspace runspace, T item, IDisposable resource)
    {
        Remove(runspace);
        Owned.Add(runspace, new Entry(item, resource));
        runspace.StateChanged += RemoveFromClosed;
    }

    /// <summary>Takes from the runspace what it has. False when it has nothing.</summary>
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
