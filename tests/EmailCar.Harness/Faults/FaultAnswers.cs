using System.Text;
using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Faults;

/// <summary>The bytes that a planned fault sends, and the record of it.</summary>
internal static class FaultAnswers
{
    /// <summary>Responses with a readable head and no useful content.</summary>
    private static readonly string[] Unreadable = ["", "{}", "null", "[]", "{\"data\":", "\u0000\u0001\u0002", "ok"];

    /// <summary>Records the results of the recipients and returns the response, which is not always sent.</summary>
    public static byte[] Of(Fate fate, string[] recipients, SentMailIndex ledger)
    {
        if (fate.Fault is FaultKind.Status429 or FaultKind.Status503)
        {
            // These two rejections mean that nothing was accepted.
            return Answers.Status(fate.Fault == FaultKind.Status429 ? 429 : 503, "Retry-After: 1");
        }

        var said = Note(fate, recipients, ledger);
        return fate.Fault switch
        {
            FaultKind.Status500 => Answers.Status(500),
            FaultKind.Status502 => Answers.Status(502),
            FaultKind.Status504 => Answers.Status(504),
            FaultKind.Html => Answers.Status(200),
            FaultKind.Garbage => Garbage(fate),
            FaultKind.ClosesInAnswer => said[..(1 + (int)(fate.Shade * (said.Length - 1)))],
            _ => said,
        };
    }

    private static byte[] Note(Fate fate, string[] recipients, SentMailIndex ledger)
    {
        if (fate.IsAccepted)
        {
            return Answers.Accepted(ledger.Accept(recipients));
        }

        if (fate.Fault is null)
        {
            ledger.Refuse(recipients);
        }

        // The texts differ each time, because consecutive rejections with the same text would make the module doubt the service.
        return Answers.Refused($"内容不符合要求 {fate.Shade}");
    }

    private static byte[] Garbage(Fate fate)
    {
        var form = fate.Form(Unreadable.Length + 1);
        return form == Unreadable.Length
            ? [0, 1, 2, .. Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n\r\n")]
            : Answers.Bytes(200, "application/json", Encoding.UTF8.GetBytes(Unreadable[form]));
    }
}
