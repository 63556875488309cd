using System.Globalization;
using EmailCar.Addresses;

namespace EmailCar;

/// <summary>The results of address checks as text, in the user's language.</summary>
internal static class AddressFaultTexts
{
    public static AddressCheck Check(string text) => Check(text, AddressReading.Of(text), DomainStatus.NotChecked);

    /// <summary>Returns the check of an address, with the status of its domain if that is known.</summary>
    public static AddressCheck Check(string text, AddressReading reading, DomainStatus domain)
    {
        var isValid = reading.IsValid && domain is not (DomainStatus.NotFound or DomainStatus.AcceptsNoEmail);
        var reason = !reading.IsValid ? Sentence.Begin(Explain(reading.Fault))
            : domain == DomainStatus.NotFound ? Sentence.Begin(Strings.AddressDomainNotFound)
            : domain == DomainStatus.AcceptsNoEmail ? Sentence.Begin(Strings.AddressDomainAcceptsNoEmail)
            : reading.Suggestion is not null ? Strings.AddressMistyped
            : reading.DisplayName is not null ? string.Format(CultureInfo.CurrentCulture, Strings.AddressNamed, text.Trim())
            : reading.IsNormalized ? string.Format(CultureInfo.CurrentCulture, Strings.AddressNormalized, text.Trim())
            : null;
        return new AddressCheck(
            reading.Address,
            isValid,
            reason,
            reading.Suggestion,
            reading.IsValid && AddressFlags.IsRole(reading.Address),
            reading.IsValid && AddressFlags.IsDisposable(reading.Address),
            domain);
    }

    /// <summary>Returns what is wrong with an address, to be used after "is not a valid email address:".</summary>
    public static string Explain(AddressFault fault) => fault switch
    {
        AddressFault.Empty => Strings.AddressEmpty,
        AddressFault.NoAt => Strings.AddressNoAt,
        AddressFault.Several => Strings.AddressSeveral,
        AddressFault.NotBare => Strings.AddressNotBare,
        AddressFault.Blank => Strings.AddressBlank,
        AddressFault.LocalPart => Strings.AddressLocalPart,
        AddressFault.QuotedLocalPart => Strings.AddressQuotedLocalPart,
        AddressFault.NonAsciiLocalPart => Strings.AddressNonAsciiLocalPart,
        AddressFault.Domain => Strings.AddressDomain,
        AddressFault.NoTopLevel => Strings.AddressNoTopLevel,
        AddressFault.NumericDomain => Strings.AddressNumericDomain,
        AddressFault.NoSuchTopLevel => Strings.AddressNoSuchTopLevel,
        _ => Strings.AddressTooLong,
    };
}
