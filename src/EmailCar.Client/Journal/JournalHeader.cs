using System.Globalization;
using System.Security.Cryptography;

namespace EmailCar.Journal;

/// <summary>Whose journal it is, and of which version the lines after it are (docs/journal.md).</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Endpoint">Base address of the service.</param>
/// <param name="Account">The login name.</param>
/// <param name="Salt">Random, 32 hexadecimal digits; null in version 1.</param>
/// <param name="Guard">The staging guard of its runs in one line; null without.</param>
internal sealed record JournalHeader(int Version, string Endpoint, string Account, string? Salt, string? Guard = null)
{
    /// <summary>Hexadecimal digits of the salt.</summary>
    public const int SaltLength = 32;

    /// <summary>True when the hashes and sums of version 2 are there.</summary>
    public bool IsCurrent => Version == JournalLines.Version;

    /// <summary>The header of a journal that begins now.</summary>
    public static JournalHeader New(Uri endpoint, string account, string? guard) => new(JournalLines.Version, endpoint.ToString(), account, NewSalt(), guard);

    /// <summary>True when it is the journal of this endpoint and account.</summary>
    public bool IsOf(string endpoint, string account) =>
        Endpoint == endpoint && string.Equals(Account, account, StringComparison.OrdinalIgnoreCase);

    private static string NewSalt()
    {
        var bytes = new byte[SaltLength / 2];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
