using EmailCar.Addresses;

namespace EmailCar.Suppressing;

/// <summary>A list of addresses that no email is sent to. Several processes can read and change it at the same time.</summary>
public sealed class SuppressionList
{
    /// <summary>The usual length of a row, in bytes.</summary>
    private const int RowLength = 80;

    private readonly string _path;

    /// <summary>Creates a list. The file does not have to exist.</summary>
    /// <param name="path">The path of the CSV file.</param>
    public SuppressionList(string path) => _path = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>The time to wait for other processes.</summary>
    internal TimeSpan Patience { get; init; } = SuppressionLock.Patience;

    /// <summary>Whether the file exists.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>Returns all rows, in file order.</summary>
    /// <param name="now">The time that decides whether a row is active.</param>
    /// <exception cref="SuppressionException">The list cannot be read.</exception>
    public IReadOnlyList<Suppression> Read(DateTimeOffset now) => [.. SuppressionFile.Read(_path).Rows.Select(r => Shown(r.Row, now))];

    /// <summary>Returns the addresses that are suppressed now.</summary>
    /// <exception cref="SuppressionException">The list cannot be read.</exception>
    public SuppressedAddresses ReadActive(DateTimeOffset now)
    {
        var addresses = new SuppressedAddresses(new FileInfo(_path) is { Exists: true } file ? (int)(file.Length / RowLength) : 0);
        SuppressionFile.ForEach(_path, (row, identity) =>
        {
            if (row.IsActive(now))
            {
                addresses.Add(identity, row.Reason, row.Until);
            }
        });
        return addresses;
    }

    /// <summary>Adds addresses. When the method returns, they are on disk.</summary>
    /// <param name="requests">The addresses.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Stops waiting for other processes.</param>
    /// <returns>For each address, the added row; null if the list already contains it, or if the failure does not count.</returns>
    /// <exception cref="SuppressionException">The list cannot be changed; nothing was added.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled; nothing was added.</exception>
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

    /// <summary>Removes addresses. The same deliveries do not add them again.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Stops waiting for other processes.</param>
    /// <returns>The addresses that were not suppressed.</returns>
    /// <exception cref="SuppressionException">The list cannot be changed; nothing was removed.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled; nothing was removed.</exception>
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
