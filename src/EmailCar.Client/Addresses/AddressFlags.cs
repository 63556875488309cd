namespace EmailCar.Addresses;

/// <summary>Detects addresses that are valid but unlikely in a list of people (docs/addresses.md).</summary>
public static class AddressFlags
{
    /// <summary>Mailboxes of a function (RFC 2142), and names that are used in the same way.</summary>
    private static readonly HashSet<string> Roles = Words(
        "abuse admin administrator billing careers contact customerservice ftp help helpdesk hostmaster hr info it jobs kefu mail mailer-daemon marketing "
        + "news no-reply noc noreply office postmaster press root sales security service services shop support sysadmin team usenet uucp webmaster www");

    /// <summary>Providers of mailboxes that exist only for a few minutes.</summary>
    private static readonly HashSet<string> Disposable = Words(
        "10minutemail.com 10minutemail.net 20minutemail.com 027168.com bccto.me burnermail.io chacuo.net discard.email dispostable.com emailondeck.com "
        + "fakeinbox.com getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net "
        + "guerrillamail.org linshiyouxiang.net mailcatch.com maildrop.cc mailinator.com mailnesia.com mintemail.com moakt.com mohmal.com mytemp.email "
        + "sharklasers.com spam4.me spamgourmet.com temp-mail.io temp-mail.org tempail.com tempmail.com tempmail.net tempr.email throwawaymail.com "
        + "trashmail.com trashmail.de yopmail.com yopmail.fr yopmail.net");

    /// <summary>Returns whether an address is the mailbox of a function, such as info@.</summary>
    /// <param name="address">A valid address.</param>
    public static bool IsRole(string address)
    {
        var local = address.Substring(0, address.LastIndexOf('@'));
        var plus = local.IndexOf('+');
        return Roles.Contains(plus > 0 ? local.Substring(0, plus) : local);
    }

    /// <summary>Returns whether an address belongs to a well-known provider of mailboxes that exist only for a few minutes.</summary>
    /// <param name="address">A valid address.</param>
    public static bool IsDisposable(string address)
    {
        for (var domain = address.Substring(address.LastIndexOf('@') + 1); ; domain = domain.Substring(domain.IndexOf('.') + 1))
        {
            if (Disposable.Contains(domain))
            {
                return true;
            }

            if (domain.IndexOf('.') < 0)
            {
                return false;
            }
        }
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
