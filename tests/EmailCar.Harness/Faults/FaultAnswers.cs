using System.Text;
using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Faults;

/// <summary>The bytes that a fate puts on the wire, and what the ledger is to say of it.</summary>
internal static class FaultAnswers
{
    /// <summary>Answers with a readable head and nothing in them to go by.</summary>
    private static readonly string[] Unreadable = ["", "{}", "null", "[]", "{\"data\":", "\u0000\u0001\u0002", "ok"];

    /// <summary>Notes what becomes of the recipients and gives the answer, which is not always made use of.</summary>
    public static byte[] Of(Fate fate, string[] recipients, SentMailIndex ledger)
    {
        if (fate.Fault is FaultKind.Status429 or FaultKind.Status503)
        {
            // Turned away at the door: these two say that nothing was taken.
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

        // Different words each time: equal refusals in a row make the module doubt the service.
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
