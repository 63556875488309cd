namespace EmailCar.Harness.Serving;

/// <summary>
/// What the server did with each recipient, whether or not the sender lived to read of it. The truth that the
/// module's own words are held against.
/// </summary>
internal sealed class SentMailIndex
{
    // Above 2^53, as the service's: an id that went through a double shows.
    private const long FirstId = 873216184254383362;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _nextId = FirstId;

    public Entry this[string recipient]
    {
        get
        {
            lock (_gate)
            {
                return _entries.GetValueOrDefault(recipient) ?? new Entry();
            }
        }
    }

    /// <summary>Notes recipients as accepted, and gives each an id, or all of them one.</summary>
    public IReadOnlyList<long> Accept(IReadOnlyList<string> recipients, bool isOneId = false)
    {
        lock (_gate)
        {
            _nextId++;
            return [.. recipients.Select(r => Change(r, e => e with { Accepted = e.Accepted + 1, Id = isOneId ? _nextId : _nextId++ }).Id!.Value)];
        }
    }

    /// <summary>Notes that the recipients' submission got its good answer in whole, and in time.</summary>
    public void AnsweredWell(IReadOnlyList<string> recipients) => ChangeAll(recipients, e => e with { AnsweredWell = true });

    public void Refuse(IReadOnlyList<string> recipients) => ChangeAll(recipients, e => e with { Refused = e.Refused + 1 });

    private void ChangeAll(IReadOnlyList<string> recipients, Func<Entry, Entry> change)
    {
        lock (_gate)
        {
            foreach (var recipient in recipients)
            {
                Change(recipient, change);
            }
        }
    }

    private Entry Change(string recipient, Func<Entry, Entry> change) =>
        _entries[recipient] = change(_entries.GetValueOrDefault(recipient) ?? new Entry());

    /// <summary>One recipient's line.</summary>
    /// <param name="Accepted">How often.</param>
    /// <param name="Id">The id given at last; null when never accepted.</param>
    /// <param name="AnsweredWell">True when the sender had every chance to know of it.</param>
    /// <param name="Refused">How often it was refused in readable words.</param>
    internal sealed record Entry(int Accepted = 0, long? Id = null, bool AnsweredWell = false, int Refused = 0);
}
