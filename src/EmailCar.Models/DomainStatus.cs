namespace EmailCar;

/// <summary>What the Domain Name System shows about an address's domain.</summary>
public enum DomainStatus
{
    /// <summary>The domain was not queried.</summary>
    NotChecked,

    /// <summary>The domain has mail servers, or an address that is used instead.</summary>
    Accepts,

    /// <summary>The domain does not exist.</summary>
    NotFound,

    /// <summary>The domain states that it does not accept email (RFC 7505), or has neither mail servers nor an address.</summary>
    AcceptsNoEmail,

    /// <summary>There was no usable answer, so nothing is known.</summary>
    Unknown,
}
