namespace EmailCar.Client.Tests.Support;

/// <summary>Waits for an expected event, so that a hanging test fails.</summary>
internal static class Waiting
{
    /// <summary>Much longer than any event takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<T> Soon<T>(this Task<T> task)
    {
        await ((Task)task).Soon();
        return await task;
    }

    public static async Task Soon(this Task task)
    {
        using var done = new CancellationTokenSource();
        if (await Task.WhenAny(task, Task.Delay(Patience, done.Token)) != task)
        {
            throw new TimeoutException("It never happened.");
        }

        done.Cancel();
        await task;
    }
}
