using EmailCar.Rows;

namespace EmailCar.Runs;

/// <summary>
/// Counts the addresses of a run. If too many of them are not valid, it is the wrong list or the wrong column, and the service
/// restricts accounts that send to too many invalid addresses (docs/service.md, Ground rules).
/// </summary>
internal sealed class AddressWatch(int maxInvalidPercent)
{
    /// <summary>The number of rows needed to distinguish a wrong list from a few invalid rows.</summary>
    private const int MinRows = 100;

    /// <summary>The number of addresses.</summary>
    public int Seen { get; private set; }

    /// <summary>The number of addresses that are not valid.</summary>
    public int Unusable { get; private set; }

    /// <summary>The number of addresses that are sent to but may be misspelled.</summary>
    public int Mistyped { get; private set; }

    /// <summary>The first email to an address that may be misspelled; null if there is none.</summary>
    public MailToSend? FirstMistyped { get; private set; }

    /// <summary>Whether too many addresses are not valid.</summary>
    public bool IsWrongList => Seen >= MinRows && Unusable * 100L > (long)maxInvalidPercent * Seen;

    /// <summary>Adds the address of an email.</summary>
    public void Add(MailToSend mail)
    {
        Seen++;
        Unusable += mail.HasUsableAddress ? 0 : 1;
        if (mail.HasUsableAddress && mail.Suggestion is not null)
        {
            Mistyped++;
            FirstMistyped ??= mail;
        }
    }
}
