namespace EmailCar.Harness.Kills;

/// <summary>The results of all lists so far.</summary>
internal sealed class KillTally
{
    public const string Twice = "recipients accepted twice";
    public const string Lost = "recipients lost";
    public const string NotOneResult = "recipients without exactly one result";
    public const string UnknownForNoReason = "Unknown, though never in flight at a death";
    public const string Guessed = "in flight at a death, and not Unknown after it";
    public const string WrongId = "another id than the server gave";
    public const string Mistaken = "recipients without their own file";
    public const string Unjournalled = "at the server before the journal said `sending`";

    private readonly Lock _gate = new();
    private readonly List<DeathRecord> _deaths = [];

    public Findings Findings { get; } = new();

    public IReadOnlyList<DeathRecord> Deaths
    {
        get
        {
            lock (_gate)
            {
                return [.. _deaths];
            }
        }
    }

    public int Lists { get; private set; }

    public int Recipients { get; private set; }

    public int Unknown { get; private set; }

    public int UnknownAccepted { get; private set; }

    public int TornByHand { get; private set; }

    public void Add(DeathRecord death)
    {
        lock (_gate)
        {
            _deaths.Add(death);
        }
    }

    public void AddList(int recipients, int unknown, int unknownAccepted)
    {
        lock (_gate)
        {
            Lists++;
            Recipients += recipients;
            Unknown += unknown;
            UnknownAccepted += unknownAccepted;
        }
    }

    public void AddTornByHand()
    {
        lock (_gate)
        {
            TornByHand++;
        }
    }
}
