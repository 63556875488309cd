using System.Globalization;
using System.Security.Cryptography;

namespace EmailCar.Journal;

/// <summary>The owner of a journal, and the version of the lines that follow (docs/journal.md).</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Endpoint">The base address of the service.</param>
/// <param name="Account">The login name.</param>
/// <param name="Salt">Random, 32 hexadecimal digits; null in version 1.</param>
/// <param name="Guard">The staging guard of the runs, as one line; null if there is none.</param>
internal sealed record JournalHeader(int Version, string Endpoint, string Account, string? Salt, string? Guard = null)
{
    /// <summary>The number of hexadecimal digits in the salt.</summary>
    public const int SaltLength = 32;

    /// <summary>Whether the lines have the hashes and checksums of version 2.</summary>
    public bool IsCurrent => Version == JournalLines.Version;

    /// <summary>Creates the header of a new journal.</summary>
    public static JournalHeader New(Uri endpoint, string account, string? guard) => new(JournalLines.Version, endpoint.ToString(), account, NewSalt(), guard);

    /// <summary>Returns whether the journal belongs to this endpoint and account.</summary>
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
