using System.Globalization;

namespace EmailCar.Addresses;

/// <summary>Under which text addresses are compared: without regard to case, and with the domain as it goes over the wire (IDNA).</summary>
public static class AddressIdentity
{
    private static readonly IdnMapping Idn = new();

    /// <summary>The same text for all spellings of one address: a@BÜCHER.example and A@xn--bcher-kva.example.</summary>
    /// <param name="address">A valid address; of another text, its small letters.</param>
    public static string Of(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        return IsAscii(address, at) ? address.ToLowerInvariant() : address.Substring(0, at).ToLowerInvariant() + DomainOf(address.Substring(at));
    }

    /// <summary>The domain in ASCII and small letters; where it has no such form, in small letters.</summary>
    public static string DomainOf(string domain)
    {
        var small = domain.ToLowerInvariant();
        if (IsAscii(small, 0))
        {
            return small;
        }

        try
        {
            small = small.Normalize();
            var ascii = Idn.GetAscii(small).ToLowerInvariant();

            // Rules differ on a few letters: 'straße' may become 'strasse', which is another domain.
            return Idn.GetUnicode(ascii) == small ? ascii : small;
        }
        catch (ArgumentException)
        {
            return small;
        }
    }

    private static bool IsAscii(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] > '\u007F')
            {
                return false;
            }
        }

        return true;
    }
}
