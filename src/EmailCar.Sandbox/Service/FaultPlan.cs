namespace EmailCar.Sandbox.Service;

/// <summary>
/// Draws faults from the seed, the submission and how often it came before, never from the order of arrival: parallel
/// requests meet the same faults each time. Not thread-safe: the outbox's lock guards it.
/// </summary>
internal sealed class FaultPlan(SandboxFaults faults)
{
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public SandboxFaults Faults => faults;

    /// <summary>The same plan, for which no submission came before.</summary>
    public FaultPlan Anew() => new(faults);

    /// <summary>Which submission it is, by what it says and its first recipient.</summary>
    public string KeyOf(MailContent content, ReceivedContent received, IReadOnlyList<string> recipients) =>
        faults.Kinds.Count == 0 || recipients.Count == 0
            ? ""
            : Md5.Hex(string.Join("\0", content.From, content.FromName, content.ReplyTo, content.Subject, recipients[0], received.Html.Length > 0 ? received.Html : received.Text));

    /// <summary>The fault of the next attempt at a submission; null for none.</summary>
    public SandboxFault? Draw(string key)
    {
        if (faults.Kinds.Count == 0)
        {
            return null;
        }

        _attempts.TryGetValue(key, out var before);
        _attempts[key] = before + 1;
        var hash = Md5.Hex(FormattableString.Invariant($"{faults.Seed}\0{key}\0{before}"));
        var chance = Number(hash, 0) / (uint.MaxValue + 1.0) * 100;
        return chance < faults.Percent ? faults.Kinds[(int)(Number(hash, 8) % (uint)faults.Kinds.Count)] : null;
    }

    private static uint Number(string hash, int start) => Convert.ToUInt32(hash.Substring(start, 8), 16);
}
