using System.Globalization;
using EmailCar.Platform;

namespace EmailCar.Addresses;

/// <summary>
/// The result of checking one address of a list. Accepts what mail servers accept in practice, which is less than the standards
/// allow (docs/addresses.md). Only the service can find out whether the mailbox exists.
/// </summary>
/// <param name="Address">The address to send to, trimmed and with full-width characters replaced; the original text if it is not valid.</param>
/// <param name="Fault">Why the address is not valid.</param>
/// <param name="Suggestion">The address that was probably meant; null if there is no suggestion.</param>
/// <param name="IsNormalized">True if full-width characters were replaced.</param>
public sealed record AddressReading(string Address, AddressFault Fault, string? Suggestion, bool IsNormalized)
{
    /// <summary>The name before the address, as in <c>Wang &lt;wang@example.com&gt;</c>; null if there is none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>
    /// The maximum length of the local part, of a label and of the address, in octets (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4).
    /// </summary>
    private const int MaxLocal = 64, MaxLabel = 63, MaxAddress = 254;

    /// <summary>The characters of an atom that are neither letters nor digits (RFC 5322, 3.2.3).</summary>
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";

    private const string Separators = ";,；，、";

    /// <summary>Characters that separate an address from other text around it.</summary>
    private static readonly char[] Around = [' ', '\t', '\u00A0', '\u3000', '<', '>', '(', ')', ':', '?'];

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Whether the address is valid.</summary>
    public bool IsValid => Fault == AddressFault.None;

    /// <summary>Reads an address, with or without a name before it.</summary>
    public static AddressReading Of(string text)
    {
        var plain = Plain(text);
        if (plain.IsValid || NamedAddress.Read(Blanks.Trim(text)) is not { } named)
        {
            return plain;
        }

        var bare = named.HasOther ? plain with { Fault = AddressFault.Several, Suggestion = null } : Plain(named.Address);
        return bare.IsValid
            ? bare with { DisplayName = named.Name }
            : new AddressReading(text, bare.Fault, bare.Suggestion ?? OnlyAddress(text), IsNormalized: false);
    }

    /// <summary>Splits a text with several addresses, with or without names; a name may contain separators.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separators">The characters that separate addresses.</param>
    public static IEnumerable<string> Split(string text, char[] separators) => NamedAddress.Split(text, separators);

    private static AddressReading Plain(string text)
    {
        var trimmed = Blanks.Trim(text);
        var address = Narrow(trimmed);
        var fault = FaultOf(address);
        return fault == AddressFault.None
            ? new AddressReading(address, fault, Typos.Correct(address), !ReferenceEquals(address, trimmed))
            : new AddressReading(text, fault, Suggest(address, fault), IsNormalized: false);
    }

    /// <summary>Replaces full-width characters, which Chinese keyboards produce, with the characters they represent.</summary>
    private static string Narrow(string text) => text.Any(c => Narrow(c) != c) ? string.Concat(text.Select(Narrow)) : text;

    private static char Narrow(char c) => c switch
    {
        // Full-width separators are kept, so that two addresses do not become one.
        '，' or '；' => c,
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '。' or '｡' => '.',
        _ => c,
    };

    /// <summary>Returns whether a text is an address, or an address with a typing error, and not something else.</summary>
    internal static bool IsLike(string text)
    {
        var trimmed = Blanks.Trim(text);
        var address = Narrow(NamedAddress.Read(trimmed)?.Address ?? trimmed);
        var at = address.IndexOf('@');
        return at > 0 && address.IndexOf('.', at) > at + 1 && address.IndexOf('@', at + 1) < 0 && !address.Any(Blanks.IsBlank);
    }

    private static AddressFault FaultOf(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length == 0 ? AddressFault.Empty
            : address.IndexOfAny(['<', '>', '(', ')']) >= 0 || IsMailto(address) ? AddressFault.NotBare
            : address[0] == '"' ? AddressFault.QuotedLocalPart
            : address.IndexOf('@') != at || address.Any(c => Separators.IndexOf(c) >= 0) ? AddressFault.Several
            : at < 0 ? AddressFault.NoAt
            : address.Any(Blanks.IsBlank) ? AddressFault.Blank
            : LocalFault(address, at) is not AddressFault.None and var local ? local
            : DomainFault(address.Substring(at + 1), at);
    }

    private static AddressFault LocalFault(string address, int at)
    {
        var previous = '.';
        for (var i = 0; i < at; i++)
        {
            var c = address[i];
            if (c > '\u007F')
            {
                return AddressFault.NonAsciiLocalPart;
            }

            var isDot = c == '.';
            if ((isDot && previous == '.') || !(isDot || IsLetterOrDigit(c) || AtomSigns.IndexOf(c) >= 0))
            {
                return AddressFault.LocalPart;
            }

            previous = c;
        }

        return previous == '.' ? AddressFault.LocalPart
            : at > MaxLocal ? AddressFault.TooLong
            : AddressFault.None;
    }

    private static AddressFault DomainFault(string domain, int at)
    {
        if (domain.StartsWith("[", StringComparison.Ordinal))
        {
            return AddressFault.NumericDomain;
        }

        var labels = domain.Split('.');
        if (labels.Any(label => label.Length == 0 || label[0] == '-' || label[label.Length - 1] == '-'))
        {
            return AddressFault.Domain;
        }

        if (labels.Any(label => label.Length > MaxLabel))
        {
            return AddressFault.TooLong;
        }

        var ascii = domain.All(c => c <= '\u007F') ? domain : ToAscii(domain);
        if (ascii is null || ascii.Any(c => !(IsLetterOrDigit(c) || c is '-' or '.')))
        {
            return AddressFault.Domain;
        }

        var last = labels[labels.Length - 1];
        return at + 1 + ascii.Length > MaxAddress ? AddressFault.TooLong
            : labels.Length == 1 ? AddressFault.NoTopLevel
            : last.All(c => c is >= '0' and <= '9') ? AddressFault.NumericDomain
            : Typos.IsNoTopLevel(last) ? AddressFault.NoSuchTopLevel
            : AddressFault.None;
    }

    /// <summary>Returns the domain as it is used in DNS queries, or null if it is not a valid domain.</summary>
    private static string? ToAscii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static bool IsMailto(string address) => address.StartsWith(NamedAddress.Mailto, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the address with the typing error corrected, or null if the result is not a valid address.</summary>
    private static string? Suggest(string address, AddressFault fault)
    {
        var corrected = fault switch
        {
            AddressFault.NotBare or AddressFault.Blank when OnlyAddress(address) is { } only => only,
            AddressFault.Blank => string.Concat(address.Where(c => !Blanks.IsBlank(c))),
            AddressFault.NoSuchTopLevel => Typos.Correct(address),
            AddressFault.Domain or AddressFault.LocalPart => address.Replace("..", ".").Trim('.'),
            _ => null,
        };
        return corrected is not null && FaultOf(corrected) == AddressFault.None ? corrected : null;
    }

    /// <summary>Returns the only address among words and brackets, or null if there is none, or more than one.</summary>
    private static string? OnlyAddress(string text)
    {
        var found = text.Split(Around).Select(Blanks.Trim).Where(word => FaultOf(word) == AddressFault.None).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}
