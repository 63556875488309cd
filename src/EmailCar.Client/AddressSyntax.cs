using System.Globalization;

namespace EmailCar;

/// <summary>The shape that an address must have to be sent at all. Whether it is deliverable, the service finds out.</summary>
public static class AddressSyntax
{
    /// <summary>Longest local part and longest address, in characters (RFC 5321, 4.5.3.1).</summary>
    private const int MaxLocal = 64, MaxAddress = 254;

    /// <summary>
    /// True for a bare name@domain: one @, no blanks, quotes, brackets or separators, a domain with a dot. A semicolon
    /// or a comma in an address would make several of one, since the service takes a list (docs/service.md, mail/send).
    /// </summary>
    public static bool IsPlausible(string address)
    {
        var at = address.IndexOf('@');
        return at is > 0 and <= MaxLocal
            && address.Length <= MaxAddress
            && address.IndexOf('@', at + 1) < 0
            && IsDotted(address.Substring(0, at))
            && address.IndexOf('.', at) > 0
            && IsDotted(address.Substring(at + 1))
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format || "<>()[],;:\\\"，；、".IndexOf(c) >= 0);
    }

    /// <summary>No empty part between dots.</summary>
    private static bool IsDotted(string text) => text.Length > 0 && text.Split('.').All(part => part.Length > 0);
}
