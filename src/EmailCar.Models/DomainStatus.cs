namespace EmailCar;

/// <summary>What the Domain Name System says of an address's domain.</summary>
public enum DomainStatus
{
    /// <summary>Nobody was asked.</summary>
    NotChecked,

    /// <summary>It has mail servers, or an address that takes their place.</summary>
    Accepts,

    /// <summary>There is no such domain.</summary>
    NotFound,

    /// <summary>It states that it accepts no email (RFC 7505), or has neither mail servers nor an address.</summary>
    AcceptsNoEmail,

    /// <summary>There was no usable answer: nothing is known.</summary>
    Unknown,
}
