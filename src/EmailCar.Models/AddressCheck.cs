namespace EmailCar;

/// <summary>The result of checking an address (docs/addresses.md).</summary>
public sealed class AddressCheck
{
    /// <summary>Creates the result for one address.</summary>
    public AddressCheck(string address, bool valid, string? reason, string? suggestion)
    {
        Address = address;
        Valid = valid;
        Reason = reason;
        Suggestion = suggestion;
    }

    /// <summary>The address to send to; the original text if it is not valid.</summary>
    public string Address { get; }

    /// <summary>True if the address is valid.</summary>
    public bool Valid { get; }

    /// <summary>Why the address is not valid, or what was changed or may be misspelled; null if there is nothing to report.</summary>
    public string? Reason { get; }

    /// <summary>The address that was probably meant; null if there is no suggestion.</summary>
    public string? Suggestion { get; }

    /// <summary>Returns the address and whether it is valid.</summary>
    public override string ToString() => $"{Address}: {(Valid ? nameof(Valid) : "Invalid")}";
}
