using System.Globalization;

namespace EmailCar.Addresses;

/// <summary>Returns the text that addresses are compared by: it ignores case, and has the domain in the form that is sent (IDNA).</summary>
public static class AddressIdentity
{
    private static readonly IdnMapping Idn = new();

    /// <summary>Returns the same text for all spellings of one address, such as a@BÜCHER.example and A@xn--bcher-kva.example.</summary>
    /// <param name="address">A valid address; another text is only converted to lower case.</param>
    public static string Of(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        return IsAscii(address, at) ? address.ToLowerInvariant() : address.Substring(0, at).ToLowerInvariant() + DomainOf(address.Substring(at));
    }

    /// <summary>Returns the domain in ASCII and lower case, or only in lower case if it has no ASCII form.</summary>
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

            // Rules for a few letters differ: 'straße' may become 'strasse', which is another domain.
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
