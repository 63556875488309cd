namespace EmailCar.Harness.Kills;

/// <summary>The kills that are still to be made, shared by the lists that are worked on at the same time.</summary>
internal sealed class KillBudget(int kills)
{
    private int _left = kills;

    public bool IsSpent => Volatile.Read(ref _left) <= 0;

    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        GiveBack();
        return false;
    }

    /// <summary>The run came to its end before the moment did.</summary>
    public void GiveBack() => Interlocked.Increment(ref _left);
}
