namespace EmailCar.Harness.Kills;

/// <summary>The number of remaining kills, shared by the lists that are processed at the same time.</summary>
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

    /// <summary>Returns a kill that was not used, because the run ended before its moment.</summary>
    public void GiveBack() => Interlocked.Increment(ref _left);
}
