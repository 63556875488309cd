using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.Deliveries;

/// <summary>
/// A task id that is asked for, with the mails that go by it: several recipients of one submission may share one
/// (docs/service.md, mail/send), and then nobody can say which row is whose.
/// </summary>
internal sealed class TrackedId
{
    private readonly MailReference _first;
    private HashSet<string>? _recipients;
    private Dictionary<Delivery, int>? _settled;

    public TrackedId(MailReference first)
    {
        _first = first;
        Day = first.SubmittedAt?.ToOffset(ClientSettings.ServiceOffset).Date;
    }

    public long Id => _first.Id;

    /// <summary>The day it was submitted, in the service's time zone; null when unknown.</summary>
    public DateTime? Day { get; }

    /// <summary>How many mails are known to go by this id; 1 or more.</summary>
    public int Mails => _recipients?.Count ?? 1;

    /// <summary>Requests to ask for it alone: its rows, and a short page to know the end.</summary>
    public int Requests => (Mails / EmailCarClient.MaxPageSize) + 1;

    /// <summary>The rows of the last look that are not settled.</summary>
    public IReadOnlyList<Delivery> Open { get; private set; } = [];

    /// <summary>True once nothing more is to come.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>True once a row of it was seen.</summary>
    public bool IsListed { get; private set; }

    /// <summary>One more mail that goes by this id.</summary>
    public void Add(MailReference mail)
    {
        if (mail.To is not null && (_recipients is not null || _first.To is not null))
        {
            _recipients ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase) { _first.To! };
            _recipients.Add(mail.To);
        }
    }

    /// <summary>Nothing more is asked of it.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>Takes all rows of it that one look found.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="waits">True to keep back what is neither delivered nor failed yet, and what was given out before.</param>
    /// <returns>The rows to give out.</returns>
    public IReadOnlyList<Delivery> Take(IReadOnlyList<Delivery> rows, bool waits)
    {
        IsListed |= rows.Count > 0;
        var recipient = Mails == 1 && rows.Count == 1 && !_first.IsIdShared ? _first.To : null;
        var named = rows.Select(row => DeliveryRows.Copy(row, row.Id ?? Id, recipient));
        if (!waits)
        {
            IsSettled = IsListed;
            return [.. named];
        }

        _settled ??= [];
        var known = new Dictionary<Delivery, int>(_settled);
        var given = new List<Delivery>();
        var open = new List<Delivery>();
        foreach (var row in named)
        {
            var fate = FateOf(row);
            if (row.Status is not (DeliveryStatus.Delivered or DeliveryStatus.Failed))
            {
                open.Add(row);
            }
            else if (known.TryGetValue(fate, out var count) && count > 0)
            {
                known[fate] = count - 1;
            }
            else
            {
                _settled[fate] = _settled.TryGetValue(fate, out var before) ? before + 1 : 1;
                given.Add(row);
            }
        }

        Open = open;
        IsSettled = open.Count == 0 && rows.Count >= Mails;
        return given;
    }

    /// <summary>What is left when the time is over: each mail comes out, listed or not.</summary>
    public IReadOnlyList<Delivery> GiveUp()
    {
        Settle();
        var listed = Open.Count + (_settled?.Values.Sum() ?? 0);
        var unlisted = new Delivery(
            Id, Mails == 1 ? _first.To : null, _first.Subject ?? "", "", "", "", null, DeliveryStatus.Sending, 0, "", "", "");
        return [.. Open, .. Enumerable.Repeat(unlisted, Math.Max(0, Mails - listed))];
    }

    /// <summary>What does not change any more once a mail is settled; opens still do.</summary>
    private static Delivery FateOf(Delivery row) => new(
        row.Id, null, row.Subject, row.From, row.FromName, row.ReplyTo, row.SentAt, row.Status, 0, "", "", row.FailureMessage);
}
