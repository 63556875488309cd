namespace EmailCar;

/// <summary>The result of checking an address (docs/addresses.md).</summary>
public sealed class AddressCheck
{
    /// <summary>Creates the result for one address.</summary>
    public AddressCheck(string address, bool valid, string? reason, string? suggestion, bool roleAccount = false, bool disposable = false, DomainStatus domainStatus = DomainStatus.NotChecked)
    {
        Address = address;
        Valid = valid;
        Reason = reason;
        Suggestion = suggestion;
        RoleAccount = roleAccount;
        Disposable = disposable;
        DomainStatus = domainStatus;
    }

    /// <summary>The address to send to; the original text if it is not valid.</summary>
    public string Address { get; }

    /// <summary>Whether the address is valid.</summary>
    public bool Valid { get; }

    /// <summary>Why the address is not valid, or what was changed or may be misspelled; null if there is nothing to report.</summary>
    public string? Reason { get; }

    /// <summary>The address that was probably meant; null if there is no suggestion.</summary>
    public string? Suggestion { get; }

    /// <summary>True for the mailbox of a function, such as info@ or postmaster@.</summary>
    public bool RoleAccount { get; }

    /// <summary>True for a mailbox of a well-known provider of mailboxes that exist only for a few minutes.</summary>
    public bool Disposable { get; }

    /// <summary>What the Domain Name System shows about the domain; NotChecked without -ResolveDomain.</summary>
    public DomainStatus DomainStatus { get; }

    /// <summary>Returns the address and whether it is valid.</summary>
    public override string ToString() => $"{Address}: {(Valid ? nameof(Valid) : "Invalid")}";
}
