namespace EmailCar.Sending;

/// <summary>Finds the addresses that a rejection names.</summary>
internal static class RecipientNaming
{
    /// <summary>Returns the recipients whose address occurs in the message as a whole word.</summary>
    public static IReadOnlyList<Recipient> NamedIn(string message, IReadOnlyList<Recipient> recipients) =>
        [.. recipients.Where(r => IsNamed(message, r.Address))];

    private static bool IsNamed(string message, string address)
    {
        for (var at = 0; (at = message.IndexOf(address, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!IsPartOfAddress(message, at - 1) && !IsPartOfAddress(message, at + address.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether the text continues the address: b@x.cn does not occur in bb@x.cn or in b@x.cn.org. A period at the end of a sentence
    /// is not part of the address.
    /// </summary>
    private static bool IsPartOfAddress(string message, int at)
    {
        if (at < 0 || at >= message.Length)
        {
            return false;
        }

        var c = message[at];
        var isWord = c < 128 && (char.IsLetterOrDigit(c) || "+-_%#@".IndexOf(c) >= 0);
        return isWord || (c == '.' && at + 1 < message.Length && message[at + 1] < 128 && char.IsLetterOrDigit(message[at + 1]));
    }
}
