using EmailCar.Suppressing;

namespace EmailCar.Runs;

/// <summary>
/// Addresses that are added to a list with the next change. A separate type, because a field of the client's types would load the client as
/// soon as a line with the cmdlet is completed.
/// </summary>
internal sealed class SuppressionQueue
{
    private readonly List<SuppressionRequest> _requests = [];

    public int Count => _requests.Count;

    public void Add(SuppressionRequest request) => _requests.Add(request);

    /// <summary>Removes and returns all addresses.</summary>
    public SuppressionRequest[] Take()
    {
        var taken = _requests.ToArray();
        _requests.Clear();
        return taken;
    }
}
