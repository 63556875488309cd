using System.Globalization;

namespace EmailCar;

/// <summary>Whether an address can be sent to (docs/addresses.md).</summary>
/// <param name="Address">The address as it would be sent to; as it was given when it can't be.</param>
/// <param name="Valid">True when it can be sent to.</param>
/// <param name="Reason">Why it can't, or what was changed or looks mistyped; null when there is nothing to say.</param>
/// <param name="Suggestion">What was probably meant; null when there is nothing to suggest.</param>
public sealed record AddressCheck(string Address, bool Valid, string? Reason, string? Suggestion)
{
    internal static AddressCheck Of(string text)
    {
        var reading = AddressReading.Of(text);
        var reason = !reading.IsValid ? Explain(reading.Fault)
            : reading.Suggestion is not null ? Strings.AddressMistyped
            : reading.IsNormalized ? string.Format(CultureInfo.CurrentCulture, Strings.AddressNormalized, text.Trim())
            : null;
        return new AddressCheck(reading.Address, reading.IsValid, reason, reading.Suggestion);
    }

    /// <summary>A fault in words, as a sentence.</summary>
    internal static string Explain(AddressFault fault) => fault switch
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
