namespace EmailCar.Addresses;

/// <summary>Why nothing is sent to an address (docs/addresses.md).</summary>
public enum AddressFault
{
    /// <summary>It can be sent to.</summary>
    None,

    /// <summary>There is nothing but blanks.</summary>
    Empty,

    /// <summary>There is no @.</summary>
    NoAt,

    /// <summary>More than one address, or a separator within it.</summary>
    Several,

    /// <summary>A display name, angle brackets, a comment or mailto: stands around the address.</summary>
    NotBare,

    /// <summary>A blank, a control character or an invisible one stands within it.</summary>
    Blank,

    /// <summary>What stands before the @ is empty, has a dot too many, or a character that mail servers do not take there.</summary>
    LocalPart,

    /// <summary>What stands before the @ is in quotation marks.</summary>
    QuotedLocalPart,

    /// <summary>What stands before the @ is not ASCII; the service is not known to deliver to it.</summary>
    NonAsciiLocalPart,

    /// <summary>The domain is empty, has a dot or a hyphen too many, or a character that is none of a host's name.</summary>
    Domain,

    /// <summary>The domain is one name without a dot.</summary>
    NoTopLevel,

    /// <summary>The domain's last part is a number, or the domain is an IP address.</summary>
    NumericDomain,

    /// <summary>The domain's last part is a slip of the keys that no registry has, such as .con.</summary>
    NoSuchTopLevel,

    /// <summary>Longer than 64 characters before the @, 63 in a part of the domain, or 254 in all.</summary>
    TooLong,
}
