using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.Deliveries;

/// <summary>
/// A task id in a lookup, with the emails that have this id. Several recipients of one submission may share an id
/// (docs/service.md, mail/send); it is then not known which row belongs to which recipient.
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

    /// <summary>The day of the submission, in the service's time zone; null if not known.</summary>
    public DateTime? Day { get; }

    /// <summary>The number of emails known to have this id; 1 or more.</summary>
    public int Mails => _recipients?.Count ?? 1;

    /// <summary>The number of requests to query this id separately: its rows, and a short page to detect the end.</summary>
    public int Requests => (Mails / EmailCarClient.MaxPageSize) + 1;

    /// <summary>The rows of the last pass that have no final status.</summary>
    public IReadOnlyList<Delivery> Open { get; private set; } = [];

    /// <summary>True once no more rows are expected.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>True once a row with this id was found.</summary>
    public bool IsListed { get; private set; }

    /// <summary>Adds an email with this id.</summary>
    public void Add(MailReference mail)
    {
        if (mail.To is not null && (_recipients is not null || _first.To is not null))
        {
            _recipients ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase) { _first.To! };
            _recipients.Add(mail.To);
        }
    }

    /// <summary>Ends the lookup of this id.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>Adds all rows with this id that one pass found.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="waits">True to hold back rows without a final status, and rows that were returned before.</param>
    /// <returns>The rows to return.</returns>
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

    /// <summary>Returns the remaining rows when the waiting time is over: every email is returned, whether it is listed or not.</summary>
    public IReadOnlyList<Delivery> GiveUp()
    {
        Settle();
        var listed = Open.Count + (_settled?.Values.Sum() ?? 0);
        var unlisted = new Delivery(
            Id, Mails == 1 ? _first.To : null, _first.Subject ?? "", "", "", "", null, DeliveryStatus.Sending, 0, "", "", "");
        return [.. Open, .. Enumerable.Repeat(unlisted, Math.Max(0, Mails - listed))];
    }

    /// <summary>Returns the values that no longer change once the email has a final status; the number of opens still does.</summary>
    private static Delivery FateOf(Delivery row) => new(
        row.Id, null, row.Subject, row.From, row.FromName, row.ReplyTo, row.SentAt, row.Status, 0, "", "", row.FailureMessage);
}
