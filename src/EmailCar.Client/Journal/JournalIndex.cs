using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>The last state of each email in a journal, in a few numbers per email.</summary>
internal sealed class JournalIndex : IDisposable
{
    /// <summary>There are few different failure messages; storing more than this number is not worth the memory.</summary>
    private const int MaxMessages = 1000;

    private readonly Dictionary<MailKey, Slot> _slots = [];
    private readonly Dictionary<long, MailKey[]> _open = [];
    private readonly Dictionary<string, int> _messageNumbers = new(StringComparer.Ordinal);
    private readonly List<string?> _messages = [null];
    private readonly MailKeys _keys = new();

    /// <summary>Adds an event in the first pass.</summary>
    /// <exception cref="FormatException">The line is the result of a submission that has not begun, or that already has a result.</exception>
    public void Take(JournalEvent happened)
    {
        if (happened.Mails is { } mails)
        {
            var identities = new MailKey[mails.Count];
            for (var i = 0; i < identities.Length; i++)
            {
                identities[i] = _keys.IdentityOf(mails[i].Key, mails[i].Address);
                _slots.TryGetValue(identities[i], out var slot);
                _slots[identities[i]] = slot.Begin(happened);
            }

            _open[happened.Submission] = identities;
        }
        else if (_open.TryGetValue(happened.Submission, out var settled))
        {
            var message = Number(happened.Message);
            for (var i = 0; i < settled.Length; i++)
            {
                var id = i < happened.Ids?.Count ? happened.Ids[i] ?? 0 : 0;
                _slots[settled[i]] = _slots[settled[i]].Settle(happened, id, TaskIds.IsShared(happened.Ids, i), message);
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

    /// <summary>Returns the submissions without a result that contain an email without a result.</summary>
    public IEnumerable<long> Unknown() => _open.Where(open => open.Value.Any(mail => _slots[mail].Status == SendStatus.Unknown)).Select(open => open.Key);

    /// <summary>Adds each email to the count of its status.</summary>
    public void Count(int[] counts)
    {
        foreach (var slot in _slots.Values)
        {
            counts[(int)slot.Status]++;
        }
    }

    public void Dispose() => _keys.Dispose();

    /// <summary>Creates the entry of an email, in the second pass.</summary>
    /// <param name="mail">The email.</param>
    /// <param name="sending">The "sending" line with the email.</param>
    /// <returns>Null if the email is repeated in a later line.</returns>
    public JournalEntry? Find(JournalMail mail, JournalEvent sending)
    {
        var slot = _slots[_keys.IdentityOf(mail.Key, mail.Address)];
        return slot.Last != (int)sending.Submission
            ? null
            : new JournalEntry(
                mail.Address,
                slot.Status,
                slot.Id == 0 ? null : slot.Id,
                slot.Time?.ToLocalTime(),
                MailKeys.CallersOwn(mail.Key),
                _messages[slot.Message],
                sending.Via,
                slot.Decisive,
                slot.Attempts,
                slot.IsIdShared);
    }

    private int Number(string? message)
    {
        if (message is null)
        {
            return 0;
        }

        if (!_messageNumbers.TryGetValue(message, out var number) && _messages.Count < MaxMessages)
        {
            number = _messages.Count;
            _messages.Add(message);
            _messageNumbers.Add(message, number);
        }

        return number;
    }

    /// <summary>One email.</summary>
    private readonly record struct Slot
    {
        private long Ticks { get; init; }

        /// <summary>The task id; 0 if there is none.</summary>
        public long Id { get; private init; }

        /// <summary>The last submission with the email.</summary>
        public int Last { get; private init; }

        /// <summary>The submission whose result applies to the email.</summary>
        public int Decisive { get; private init; }

        public int Attempts { get; private init; }

        /// <summary>Whether other recipients have the same id.</summary>
        public bool IsIdShared { get; private init; }

        /// <summary>The number of submissions that may have arrived.</summary>
        private short Unknown { get; init; }

        public short Message { get; private init; }

        public SendStatus Status { get; private init; }

        public DateTimeOffset? Time => Ticks == 0 ? null : new DateTimeOffset(Ticks, TimeSpan.Zero);

        public Slot Begin(JournalEvent sending)
        {
            var begun = this with { Last = (int)sending.Submission, Attempts = Attempts + 1, Unknown = (short)(Unknown + 1) };
            return IsSubmitted || Unknown > 0 ? begun : begun.Become(SendStatus.Unknown, sending, 0);
        }

        public Slot Settle(JournalEvent happened, long id, bool isIdShared, int message)
        {
            switch (happened.Outcome)
            {
                case JournalLines.Submitted:
                    return (this with { Id = id == 0 ? Id : id, IsIdShared = id == 0 ? IsIdShared : isIdShared, Unknown = (short)(Unknown - 1) }).Become(SendStatus.Submitted, happened, 0);
                case JournalLines.Unknown:
                    return IsSubmitted ? this : Become(SendStatus.Unknown, happened, message);
                default:
                    var settled = this with { Unknown = (short)(Unknown - 1) };
                    return IsSubmitted || settled.Unknown > 0
                        ? settled
                        : settled.Become(happened.Outcome == JournalLines.Rejected ? SendStatus.Rejected : SendStatus.NotSent, happened, message);
            }
        }

        private bool IsSubmitted => Attempts > 0 && Status == SendStatus.Submitted;

        private Slot Become(SendStatus status, JournalEvent happened, int message) => this with
        {
            Status = status,
            Decisive = (int)happened.Submission,
            Ticks = happened.Time?.UtcTicks ?? Ticks,
            Message = (short)message,
        };
    }
}
