using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>What is known of a mail before it is sent.</summary>
public enum PriorState
{
    /// <summary>Nothing: it is to be sent.</summary>
    New,

    /// <summary>An earlier row of this run has it.</summary>
    Duplicate,

    /// <summary>The journal says that the service accepted it.</summary>
    Submitted,

    /// <summary>The journal says that it was about to leave, and not what became of it.</summary>
    Unknown,
}

/// <summary>
/// Knows which mails this run has taken and what the journal says of them. Without a journal it costs a hash set's
/// entry of 16 bytes a distinct mail; with one, what became of it as well.
/// </summary>
internal sealed class SentMailIndex
{
    /// <summary>Stands in no key that a person would give, so that "order-1#2" is never the second "order-1".</summary>
    private const char OccurrenceSeparator = '\u001f';

    private readonly bool _allowDuplicates;
    private readonly HashSet<MailKey> _taken = [];
    private readonly Dictionary<MailKey, int> _occurrences = [];
    private readonly Dictionary<MailKey, (bool IsSubmitted, long Id)> _journalled = [];
    private readonly Dictionary<long, OpenMail[]> _open = [];
    private readonly HashSet<MailKey> _journalledAddresses = [];
    private readonly MailKeys _keys;

    public SentMailIndex(MailKeys keys, bool allowDuplicates)
    {
        _keys = keys;
        _allowDuplicates = allowDuplicates;
    }

    /// <summary>Takes an event of the journal.</summary>
    /// <exception cref="FormatException">It is the outcome of a submission that has not begun.</exception>
    public void Take(JournalEvent happened)
    {
        if (happened.Mails is { } mails)
        {
            _open[happened.Submission] = [.. mails.Select(Begin)];
        }
        else if (_open.TryGetValue(happened.Submission, out var settled))
        {
            _open.Remove(happened.Submission);
            for (var i = 0; i < settled.Length; i++)
            {
                Settle(settled[i], happened, i);
            }
        }
        else
        {
            throw new FormatException("An outcome without its beginning: somebody has taken a line out.");
        }
    }

    private OpenMail Begin(JournalMail mail)
    {
        var identity = _keys.IdentityOf(mail.Key, mail.Address);
        var wasUnknown = _journalled.ContainsKey(identity);

        // Until its outcome is read, a mail that was about to leave is unknown.
        _journalled[identity] = (false, 0);
        return new OpenMail(identity, _keys.IdentityOf("", mail.Address), wasUnknown);
    }

    private void Settle(OpenMail mail, JournalEvent happened, int at)
    {
        switch (happened.State)
        {
            case JournalLines.Submitted:
                _journalled[mail.Mail] = (true, at < happened.Ids!.Count ? happened.Ids[at] ?? 0 : 0);
                break;
            case JournalLines.Rejected or JournalLines.NotSent when !mail.WasUnknown:
                _journalled.Remove(mail.Mail);
                return;
        }

        _journalledAddresses.Add(mail.Address);
    }

    /// <summary>Takes a mail of this run.</summary>
    /// <param name="key">The mail's key; with duplicates allowed, it gets the occurrence's number from the second on.</param>
    /// <param name="address">Its address.</param>
    /// <param name="id">The task id where the journal has one.</param>
    public PriorState Judge(ref string key, string address, out long? id)
    {
        id = null;
        var identity = _keys.IdentityOf(key, address);
        if (!_allowDuplicates)
        {
            if (!_taken.Add(identity))
            {
                return PriorState.Duplicate;
            }
        }
        else if (_occurrences.TryGetValue(identity, out var before))
        {
            _occurrences[identity] = before + 1;
            key = $"{key}{OccurrenceSeparator}{before + 1}";
            identity = _keys.IdentityOf(key, address);
        }
        else
        {
            _occurrences.Add(identity, 1);
        }

        if (!_journalled.TryGetValue(identity, out var known))
        {
            return PriorState.New;
        }

        id = known.Id == 0 ? null : known.Id;
        return known.IsSubmitted ? PriorState.Submitted : PriorState.Unknown;
    }

    /// <summary>True when the journal has a mail to this address that arrived, or may have, whatever its content.</summary>
    public bool KnowsAddress(string address)
    {
        foreach (var mails in _open.Values)
        {
            foreach (var mail in mails)
            {
                _journalledAddresses.Add(mail.Address);
            }
        }

        _open.Clear();
        return _journalledAddresses.Count > 0 && _journalledAddresses.Contains(_keys.IdentityOf("", address));
    }

    /// <summary>A mail that was about to leave.</summary>
    /// <param name="Mail">Which mail.</param>
    /// <param name="Address">Its address alone.</param>
    /// <param name="WasUnknown">True when an earlier try may have arrived: that this one did not says nothing of that.</param>
    private readonly record struct OpenMail(MailKey Mail, MailKey Address, bool WasUnknown);
}
