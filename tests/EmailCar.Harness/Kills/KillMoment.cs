namespace EmailCar.Harness.Kills;

/// <summary>When a run is killed: so many milliseconds after the server has seen so much of it.</summary>
internal sealed record KillMoment(KillTrigger Trigger, int Number, int Milliseconds)
{
    private const int MaxNumber = 30;

    /// <summary>A random moment; most lie where a submission is under way, since nothing can go wrong elsewhere.</summary>
    /// <param name="random">Draws it.</param>
    /// <param name="isSmtp">True where a connection serves many submissions, so that few connections are made.</param>
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

/// <summary>What a moment is counted from.</summary>
internal enum KillTrigger
{
    Connection,
    Arrival,
    Answer,
    TurnedAway,
}
