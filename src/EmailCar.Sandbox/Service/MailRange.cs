namespace EmailCar.Sandbox.Service;

/// <summary>Consecutive emails in a log, oldest first, without copying them.</summary>
internal readonly record struct MailRange(MailLog Log, int Start, int Count)
{
    public SentMail this[int index] => Log[Start + index];
}
