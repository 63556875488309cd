namespace EmailCar.Harness.Serving;

/// <summary>
/// The records of the server about each recipient, whether the sender read the response or not. The results of the
/// module are compared with them.
/// </summary>
internal sealed class SentMailIndex
{
    // Above 2^53 like the ids of the service, so that a conversion to a double is detected.
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

    /// <summary>Records recipients as accepted, and assigns an id to each, or one to all.</summary>
    public IReadOnlyList<long> Accept(IReadOnlyList<string> recipients, bool isOneId = false)
    {
        lock (_gate)
        {
            _nextId++;
            return [.. recipients.Select(r => Change(r, e => e with { Accepted = e.Accepted + 1, Id = isOneId ? _nextId : _nextId++ }).Id!.Value)];
        }
    }

    /// <summary>Records that the submission of these recipients got its valid response completely and in time.</summary>
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

    /// <summary>The record of one recipient.</summary>
    /// <param name="Accepted">How often the email was accepted.</param>
    /// <param name="Id">The last id; null if it was never accepted.</param>
    /// <param name="AnsweredWell">True if the sender received the response completely and in time.</param>
    /// <param name="Refused">How often it was rejected with a readable message.</param>
    internal sealed record Entry(int Accepted = 0, long? Id = null, bool AnsweredWell = false, int Refused = 0);
}
