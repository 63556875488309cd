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
    private readonly bool _allowDuplicates;
    private readonly HashSet<MailKey> _taken = [];
    private readonly Dictionary<MailKey, int> _occurrences = [];
    private readonly Dictionary<MailKey, Journalled> _journalled = [];
    private readonly Dictionary<long, OpenMail[]> _open = [];
    private readonly HashSet<MailKey> _journalledAddresses = [];
    private readonly MailKeys _keys;

    public SentMailIndex(MailKeys keys, bool allowDuplicates)
    {
        _keys = keys;
        _allowDuplicates = allowDuplicates;
    }

    /// <summary>True when the id that was judged last is that of other recipients as well.</summary>
    public bool IsIdShared { get; private set; }

    /// <summary>Takes an event of the journal.</summary>
    /// <exception cref="FormatException">It is the outcome of a submission that has not begun, or that has one already.</exception>
    public void Take(JournalEvent happened)
    {
        if (happened.Mails is { } mails)
        {
            _open[happened.Submission] = [.. mails.Select(Begin)];
        }
        else if (_open.TryGetValue(happened.Submission, out var settled))
        {
            for (var i = 0; i < settled.Length; i++)
            {
                Settle(settled[i], happened, i);
            }

            if (happened.IsFinal)
            {
                _open.Remove(happened.Submission);
            }
        }
        else
        {
            throw new FormatException("An outcome without its beginning: somebody has taken a line out.");
        }
    }

    private OpenMail Begin(JournalMail mail)
    {
        // Until its outcome is read, a mail that was about to leave is unknown.
        var identity = _keys.IdentityOf(mail.Key, mail.Address);
        _journalled.TryGetValue(identity, out var known);
        _journalled[identity] = known with { Unknown = known.Unknown + 1 };
        return new OpenMail(identity, _keys.IdentityOf("", mail.Address));
    }

    private void Settle(OpenMail mail, JournalEvent happened, int at)
    {
        var known = _journalled[mail.Mail];
        switch (happened.Outcome)
        {
            case JournalLines.Submitted:
                var id = at < happened.Ids?.Count ? happened.Ids[at] ?? 0 : 0;
                known = new Journalled(id == 0 ? known.Id : id, known.Unknown - 1, IsSubmitted: true, id == 0 ? known.IsIdShared : TaskIds.IsShared(happened.Ids, at));
                break;
            case JournalLines.Rejected or JournalLines.NotSent:
                known = known with { Unknown = known.Unknown - 1 };
                break;
        }

        if (known.IsNew)
        {
            _journalled.Remove(mail.Mail);
        }
        else
        {
            _journalled[mail.Mail] = known;
            _journalledAddresses.Add(mail.Address);
        }
    }

    /// <summary>Takes a mail of this run.</summary>
    /// <param name="key">The mail's key; with duplicates allowed, it gets the occurrence's number from the second on.</param>
    /// <param name="address">Its address.</param>
    /// <param name="id">The task id where the journal has one.</param>
    public PriorState Judge(ref string key, string address, out long? id)
    {
        id = null;
        IsIdShared = false;
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
            key = $"{key}{MailKeys.OccurrenceSeparator}{before + 1}";
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
        IsIdShared = known.IsIdShared;
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
    private readonly record struct OpenMail(MailKey Mail, MailKey Address);

    /// <summary>What the journal has of a mail.</summary>
    /// <param name="Id">Its task id; 0 without.</param>
    /// <param name="Unknown">
    /// Submissions of it that may have arrived: that one of them did not says nothing of the others.
    /// </param>
    /// <param name="IsSubmitted">True when one was accepted.</param>
    /// <param name="IsIdShared">True when other recipients have the same id.</param>
    private readonly record struct Journalled(long Id, int Unknown, bool IsSubmitted, bool IsIdShared)
    {
        /// <summary>True when none was accepted, and none may have been.</summary>
        public bool IsNew => !IsSubmitted && Unknown == 0;
    }
}
