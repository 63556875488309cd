using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>What is known about an email before it is sent.</summary>
public enum PriorState
{
    /// <summary>Nothing: the email has to be sent.</summary>
    New,

    /// <summary>An earlier row in this run has the same email.</summary>
    Duplicate,

    /// <summary>According to the journal, the service accepted it.</summary>
    Submitted,

    /// <summary>According to the journal, it was about to be sent, and its result is not recorded.</summary>
    Unknown,
}

/// <summary>
/// Records which emails this run has accepted, and what the journal contains about them. Each distinct email takes a hash set entry of 16
/// bytes; with a journal, also its result.
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

    /// <summary>Whether the id that was returned last also belongs to other recipients.</summary>
    public bool IsIdShared { get; private set; }

    /// <summary>Adds an event of the journal.</summary>
    /// <exception cref="FormatException">The line is the result of a submission that has not begun, or that already has a result.</exception>
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
            throw new FormatException("The line with the start of this submission was removed.");
        }
    }

    private OpenMail Begin(JournalMail mail)
    {
        // Until its result is read, an email that was about to be sent is unknown.
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

    /// <summary>Adds an email of this run and returns what is known about it.</summary>
    /// <param name="key">The key of the email; if duplicates are allowed, the occurrence number is added from the second one on.</param>
    /// <param name="address">Its address.</param>
    /// <param name="id">The task id, if the journal has one.</param>
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

    /// <summary>Returns whether the journal has an email to this address, with any content, that arrived or may have arrived.</summary>
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

    /// <summary>An email that was about to be sent.</summary>
    /// <param name="Mail">The email.</param>
    /// <param name="Address">The address without the key.</param>
    private readonly record struct OpenMail(MailKey Mail, MailKey Address);

    /// <summary>What the journal contains about an email.</summary>
    /// <param name="Id">The task id; 0 if there is none.</param>
    /// <param name="Unknown">
    /// The number of its submissions that may have arrived: a verdict on one of them does not apply to the others.
    /// </param>
    /// <param name="IsSubmitted">True if one of its submissions was accepted.</param>
    /// <param name="IsIdShared">True if other recipients have the same id.</param>
    private readonly record struct Journalled(long Id, int Unknown, bool IsSubmitted, bool IsIdShared)
    {
        /// <summary>Whether no submission was accepted, and none may have been.</summary>
        public bool IsNew => !IsSubmitted && Unknown == 0;
    }
}
