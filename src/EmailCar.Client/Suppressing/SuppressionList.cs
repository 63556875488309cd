using EmailCar.Addresses;

namespace EmailCar.Suppressing;

/// <summary>A list of addresses that nothing is sent to. Any number of processes may read and change it at once.</summary>
public sealed class SuppressionList
{
    private readonly string _path;

    /// <summary>A list; the file need not be there.</summary>
    /// <param name="path">The path of the CSV file.</param>
    public SuppressionList(string path) => _path = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>How long to wait for other processes.</summary>
    internal TimeSpan Patience { get; init; } = SuppressionLock.Patience;

    /// <summary>True when the file is there.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>All rows, in the order of the file.</summary>
    /// <param name="now">What decides whether a row is active.</param>
    /// <exception cref="SuppressionException">The list can't be read.</exception>
    public IReadOnlyList<Suppression> Read(DateTimeOffset now) => [.. SuppressionFile.Read(_path).Rows.Select(r => Shown(r.Row, now))];

    /// <summary>The addresses that nothing is sent to now.</summary>
    /// <exception cref="SuppressionException">The list can't be read.</exception>
    public SuppressedAddresses ReadActive(DateTimeOffset now)
    {
        var addresses = new SuppressedAddresses();
        foreach (var (row, identity) in SuppressionFile.Read(_path).Rows)
        {
            if (row.IsActive(now))
            {
                addresses.Add(identity, row.Reason, row.Until);
            }
        }

        return addresses;
    }

    /// <summary>Adds addresses; when this returns, they are on the disk.</summary>
    /// <param name="requests">The addresses.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops waiting for other processes.</param>
    /// <returns>For each the row that was added; null where the list has it, or the failure does not count.</returns>
    /// <exception cref="SuppressionException">The list can't be changed; nothing was added.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing was added.</exception>
    public IReadOnlyList<Suppression?> Add(IReadOnlyList<SuppressionRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var held = SuppressionLock.Take(_path, Patience, cancellationToken);
        var file = SuppressionFile.Read(_path);
        var known = file.Rows.GroupBy(r => r.Identity, r => r.Row).ToDictionary(g => g.Key, g => g.ToList());
        var added = new Suppression?[requests.Count];
        var isChanged = false;
        for (var i = 0; i < added.Length; i++)
        {
            var identity = AddressIdentity.Of(requests[i].Address);
            if (!known.TryGetValue(identity, out var rows))
            {
                known.Add(identity, rows = []);
            }

            if (SuppressionRules.Decide(requests[i], rows, now) is { } row)
            {
                rows.Add(row);
                file.Add(row, identity);
                added[i] = Shown(row, now);
                isChanged = true;
            }
        }

        if (isChanged)
        {
            file.Write();
        }

        return added;
    }

    /// <summary>Removes addresses. Their deliveries do not add them again.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops waiting for other processes.</param>
    /// <returns>Those that are not suppressed.</returns>
    /// <exception cref="SuppressionException">The list can't be changed; nothing was removed.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing was removed.</exception>
    public IReadOnlyList<string> Remove(IReadOnlyList<string> addresses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var held = SuppressionLock.Take(_path, Patience, cancellationToken);
        var file = SuppressionFile.Read(_path);
        var missing = addresses.Where(address => !file.Remove(AddressIdentity.Of(address), now)).ToArray();
        if (missing.Length < addresses.Count)
        {
            file.Write();
        }

        return missing;
    }

    private static Suppression Shown(SuppressionRow row, DateTimeOffset now) =>
        new(row.To, row.Reason, row.Source, row.Since?.ToLocalTime(), row.Until?.ToLocalTime(), row.IsActive(now));
}
