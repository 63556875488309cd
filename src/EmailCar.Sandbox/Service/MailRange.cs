namespace EmailCar.Sandbox.Service;

/// <summary>Neighbours in a log, oldest first. They are read where they lie.</summary>
internal readonly record struct MailRange(MailLog Log, int Start, int Count)
{
    public SentMail this[int index] => Log[Start + index];
}
