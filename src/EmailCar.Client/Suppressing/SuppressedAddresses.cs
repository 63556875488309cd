using EmailCar.Addresses;

namespace EmailCar.Suppressing;

/// <summary>The suppressed addresses, in the form in which a run looks them up.</summary>
public sealed class SuppressedAddresses
{
    private readonly Dictionary<string, (string Reason, DateTimeOffset? Until)> _reasons;
    private string _lastReason = "";

    /// <param name="capacity">The expected number of addresses.</param>
    internal SuppressedAddresses(int capacity) => _reasons = new(capacity, StringComparer.Ordinal);

    /// <summary>The number of addresses.</summary>
    public int Count => _reasons.Count;

    /// <summary>Returns whether an address is suppressed.</summary>
    /// <param name="address">A valid address, in any spelling.</param>
    /// <param name="reason">The reason; may be empty.</param>
    /// <param name="until">The end of the suppression; null if it does not end.</param>
    public bool Contains(string address, out string reason, out DateTimeOffset? until)
    {
        var isKnown = _reasons.TryGetValue(AddressIdentity.Of(address), out var found);
        (reason, until) = isKnown ? found : ("", null);
        return isKnown;
    }

    /// <summary>Adds an address. If it has several rows, the one that lasts longest applies.</summary>
    internal void Add(string identity, string reason, DateTimeOffset? until)
    {
        if (!_reasons.TryGetValue(identity, out var known) || (known.Until is not null && (until is null || until > known.Until)))
        {
            // Most reasons are the same text, so a list of many addresses needs less memory.
            _lastReason = reason == _lastReason ? _lastReason : reason;
            _reasons[identity] = (_lastReason, until);
        }
    }
}
