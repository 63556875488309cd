namespace EmailCar;

/// <summary>
/// The task ids that were asked for, each once and in order, with the recipients that go with them. One id may stand
/// for several mails; then nobody can say which row is whose.
/// </summary>
internal sealed class AskedIds
{
    private readonly Dictionary<long, string?> _recipients = [];
    private readonly List<long> _ids = [];

    public IReadOnlyList<long> Ids => _ids;

    public void Add(long id, string? recipient)
    {
        if (!_recipients.TryGetValue(id, out var known))
        {
            _recipients.Add(id, recipient);
            _ids.Add(id);
        }
        else if (!string.Equals(known, recipient, StringComparison.OrdinalIgnoreCase))
        {
            _recipients[id] = null;
        }
    }

    /// <summary>The only recipient of an id; null when there are several or none is known.</summary>
    public string? Recipient(long id) => _recipients[id];
}
