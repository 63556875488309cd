using EmailCar.Rows;

namespace EmailCar.Runs;

/// <summary>
/// Counts the addresses of a run. A list of which too many can't be sent to is the wrong list, or the wrong column of it, and
/// too many invalid addresses get an account restricted (docs/service.md, Ground rules).
/// </summary>
internal sealed class AddressWatch(int maxInvalidPercent)
{
    /// <summary>So many rows are needed to tell a bad list from a few bad rows.</summary>
    private const int MinRows = 100;

    /// <summary>Addresses seen.</summary>
    public int Seen { get; private set; }

    /// <summary>Of them, those that can't be sent to.</summary>
    public int Unusable { get; private set; }

    /// <summary>Of them, those that are sent to and look mistyped.</summary>
    public int Mistyped { get; private set; }

    /// <summary>The first of the mistyped ones; null as long as there is none.</summary>
    public MailToSend? FirstMistyped { get; private set; }

    /// <summary>True when too many can't be sent to.</summary>
    public bool IsWrongList => Seen >= MinRows && Unusable * 100L > (long)maxInvalidPercent * Seen;

    /// <summary>Takes the address of one mail.</summary>
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
