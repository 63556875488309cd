namespace EmailCar.Harness.Kills;

/// <summary>When a run is killed: this many milliseconds after the server has reached this progress.</summary>
internal sealed record KillMoment(KillTrigger Trigger, int Number, int Milliseconds)
{
    private const int MaxNumber = 30;

    /// <summary>Returns a random moment, mostly while a submission is in progress, because nothing can go wrong at other times.</summary>
    /// <param name="random">The random numbers.</param>
    /// <param name="isSmtp">True if one connection is used for many submissions, so that there are few connections.</param>
    public static KillMoment Next(Random random, bool isSmtp)
    {
        var number = random.Next(1, MaxNumber + 1);
        return random.Next(10) switch
        {
            < 3 => new KillMoment(KillTrigger.Connection, isSmtp ? 1 : number, random.Next(isSmtp ? 60 : 3)),
            < 7 => new KillMoment(KillTrigger.Arrival, number, random.Next(KillService.MaxDelay)),
            < 9 => new KillMoment(KillTrigger.Answer, number, random.Next(3)),
            _ => new KillMoment(KillTrigger.TurnedAway, 1, random.Next(1000)),
        };
    }

    public async Task WaitAsync(RunProgress run)
    {
        var counter = Trigger switch
        {
            KillTrigger.Connection => run.Connections,
            KillTrigger.Arrival => run.Arrivals,
            KillTrigger.Answer => run.Answers,
            _ => run.TurnedAway,
        };
        await counter.ReachedAsync(Number);
        await Task.Delay(Milliseconds);
    }
}

/// <summary>The event from which the time is counted.</summary>
internal enum KillTrigger
{
    Connection,
    Arrival,
    Answer,
    TurnedAway,
}
