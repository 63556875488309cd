namespace EmailCar.Sandbox.Service;

/// <summary>
/// Selects faults by the seed, the submission and how often it was sent, never by the order of arrival, so that parallel
/// requests get the same faults each time. Not thread-safe; guarded by the lock of the outbox.
/// </summary>
internal sealed class FaultPlan(SandboxFaults faults)
{
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public SandboxFaults Faults => faults;

    /// <summary>Returns the same plan, as if no submission had been received.</summary>
    public FaultPlan Anew() => new(faults);

    /// <summary>Returns the key of a submission, made from its content and its first recipient.</summary>
    public string KeyOf(MailContent content, ReceivedContent received, IReadOnlyList<string> recipients) =>
        faults.Kinds.Count == 0 || recipients.Count == 0
            ? ""
            : Md5.Hex(string.Join("\0", content.From, content.FromName, content.ReplyTo, content.Subject, recipients[0], received.Html.Length > 0 ? received.Html : received.Text));

    /// <summary>Returns the fault of the next attempt at a submission, or null if there is none.</summary>
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
