namespace EmailCar.Addresses;

/// <summary>Why an address is not valid (docs/addresses.md).</summary>
public enum AddressFault
{
    /// <summary>The address is valid.</summary>
    None,

    /// <summary>The text is empty or blank.</summary>
    Empty,

    /// <summary>The @ is missing.</summary>
    NoAt,

    /// <summary>There is more than one address, or a separator within the address.</summary>
    Several,

    /// <summary>There is a display name, angle brackets, a comment or mailto: around the address.</summary>
    NotBare,

    /// <summary>There is a blank, a control character or an invisible character within the address.</summary>
    Blank,

    /// <summary>The part before @ is empty, has an extra dot, or contains a character that mail servers do not accept.</summary>
    LocalPart,

    /// <summary>The part before @ is in quotation marks.</summary>
    QuotedLocalPart,

    /// <summary>The part before @ contains non-ASCII characters; it is not known whether the service can deliver to it.</summary>
    NonAsciiLocalPart,

    /// <summary>The domain is empty, has an extra dot or hyphen, or contains a character that host names do not allow.</summary>
    Domain,

    /// <summary>The domain has no dot.</summary>
    NoTopLevel,

    /// <summary>The last part of the domain is a number, or the domain is an IP address.</summary>
    NumericDomain,

    /// <summary>The last part of the domain is a misspelled top-level domain, such as .con.</summary>
    NoSuchTopLevel,

    /// <summary>The part before @ is longer than 64 characters, a part of the domain longer than 63, or the address longer than 254.</summary>
    TooLong,
}
