namespace EmailCar;

/// <summary>Whether an address can be sent to (docs/addresses.md).</summary>
public sealed class AddressCheck
{
    /// <summary>The check of one address.</summary>
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

    /// <summary>The address as it would be sent to; as it was given when it cannot be sent to.</summary>
    public string Address { get; }

    /// <summary>True when it can be sent to.</summary>
    public bool Valid { get; }

    /// <summary>Why it cannot be sent to, or what was changed or looks mistyped; null when there is nothing to say.</summary>
    public string? Reason { get; }

    /// <summary>The address that was probably meant; null when there is nothing to suggest.</summary>
    public string? Suggestion { get; }

    /// <summary>True for the mailbox of a function, such as info@ or postmaster@.</summary>
    public bool RoleAccount { get; }

    /// <summary>True for a mailbox of a well-known provider that throws them away after minutes.</summary>
    public bool Disposable { get; }

    /// <summary>What the Domain Name System says of the domain; NotChecked without -ResolveDomain.</summary>
    public DomainStatus DomainStatus { get; }

    /// <summary>The address, and whether it is valid.</summary>
    public override string ToString() => $"{Address}: {(Valid ? nameof(Valid) : "Invalid")}";
}
