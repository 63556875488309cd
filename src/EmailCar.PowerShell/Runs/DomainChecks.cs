using EmailCar.Addresses;
using EmailCar.Domains;

namespace EmailCar.Runs;

/// <summary>Checks of addresses that wait for answers about their domains, in input order.</summary>
internal sealed class DomainChecks(IReadOnlyList<string> servers) : IDisposable
{
    /// <summary>The maximum number of checks in progress, so that a list of any length takes little memory.</summary>
    private const int MaxWaiting = 5000;

    private readonly DomainResolver _resolver = new(servers);
    private readonly Queue<(string Text, AddressReading Reading, Task<DomainStatus>? Domain)> _waiting = new();

    /// <summary>Adds an address.</summary>
    public void Add(string text)
    {
        var reading = AddressReading.Of(text);
        _waiting.Enqueue((text, reading, reading.IsValid ? _resolver.ResolveAsync(reading.Address.Substring(reading.Address.LastIndexOf('@') + 1)) : null));
    }

    /// <summary>
    /// Returns the checks that are ready. If too many checks are in progress, waits until fewer are; after the last address, waits for all.
    /// </summary>
    /// <param name="isLast">True after the last address.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public IEnumerable<AddressCheck> Take(bool isLast, CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0 && (isLast || _waiting.Count > MaxWaiting || _waiting.Peek().Domain is null or { IsCompleted: true }))
        {
            var (text, reading, domain) = _waiting.Dequeue();
            domain?.Wait(cancellationToken);
            yield return AddressFaultTexts.Check(text, reading, domain?.Result ?? DomainStatus.NotChecked);
        }
    }

    public void Dispose() => _resolver.Dispose();
}
