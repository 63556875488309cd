namespace EmailCar.Harness.Kills;

/// <summary>Counts, and completes the waits for a number.</summary>
internal sealed class Counter
{
    private readonly Lock _gate = new();
    private readonly List<(int Number, TaskCompletionSource Reached)> _waiting = [];
    private int _count;

    public void Increment()
    {
        lock (_gate)
        {
            _count++;
            foreach (var (_, reached) in _waiting.Where(w => w.Number <= _count))
            {
                reached.TrySetResult();
            }
        }
    }

    public Task ReachedAsync(int number)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (number <= _count)
            {
                return Task.CompletedTask;
            }

            _waiting.Add((number, reached));
        }

        return reached.Task;
    }
}
