using System.Text.RegularExpressions;
using CsCheck;
using EmailCar.Guarding;

namespace EmailCar.Client.Tests.Guarding;

/// <summary>For any settings of the session and the machine, no email is sent to an address that one of them does not allow.</summary>
public class GuardPropertyTests
{
    private static readonly string[] Domains = ["corp.cn", "CORP.cn", "x.cn", "mail.corp.cn", "bücher.example", "xn--bcher-kva.example"];

    private static readonly Gen<string> Address =
        Gen.Select(Gen.OneOfConst("ann", "Ben", "qa-1", "qa-2", "me"), Gen.OneOfConst(Domains)).Select((local, domain) => $"{local}@{domain}");

    private static readonly Gen<string?> Pattern = Gen.Select(
        Gen.OneOfConst("*", "a*", "qa-?", "*n*", "me", "?en"), Gen.OneOfConst([.. Domains, "*", "*.cn", "*.corp.cn", "c?rp.cn"])).Select((local, domain) => (string?)$"{local}@{domain}");

    private static readonly Gen<Setting> Settings = Gen.Select(
        Gen.Frequency((2, Gen.Const((string?)null)), (1, Address.Select(a => (string?)a))), Pattern.Array[0, 4]).Select((to, allowed) => new Setting(to, allowed));

    [Fact]
    public void No_email_is_sent_to_an_address_that_the_session_or_the_machine_does_not_allow() =>
        Gen.Select(Settings, Settings, Address.Array[1, 8]).Sample(
            (session, machine, addresses) =>
            {
                RecipientGuard guard;
                try
                {
                    guard = RecipientGuard.Of(session.RedirectTo, session.Allowed).Within(RecipientGuard.Of(machine.RedirectTo, machine.Allowed));
                }
                catch (GuardException)
                {
                    return true; // nothing is sent
                }

                // Applying the machine's guard again, as a cmdlet with a separate login does, changes nothing.
                return guard.Within(RecipientGuard.Of(machine.RedirectTo, machine.Allowed)).Equals(guard)
                    && addresses.All(address => IsRight(guard, session, machine, address));
            },
            iter: 100_000);

    private static bool IsRight(RecipientGuard guard, Setting session, Setting machine, string address)
    {
        var decision = guard.Apply(address);
        var mayReceive = session.Allows(address) && machine.Allows(address);
        var target = machine.RedirectTo ?? session.RedirectTo;
        return decision.Outcome switch
        {
            GuardOutcome.Allowed => mayReceive && decision.Address == address && guard.Permits(address),
            GuardOutcome.Redirected => !mayReceive && Same(decision.Address!) == Same(target!) && guard.Permits(decision.Address!)
                && (machine.RedirectTo is not null || machine.Allowed.Length == 0 || machine.Allows(decision.Address!)),
            _ => !mayReceive && target is null,
        };
    }

    /// <summary>Spells a domain in one way for the oracle, which leaves wildcards to regular expressions.</summary>
    private static string Same(string address) => address.ToLowerInvariant().Replace("bücher", "xn--bcher-kva");

    private sealed record Setting(string? RedirectTo, string?[] Allowed)
    {
        /// <summary>Returns whether this setting alone allows email to an address.</summary>
        public bool Allows(string address) =>
            Allowed.Length == 0 ? RedirectTo is null : Allowed.Any(pattern => Regex.IsMatch(Same(address), Expression(Same(pattern!))));

        private static string Expression(string pattern) =>
            "^" + string.Join("@", pattern.Split('@').Select(part => Regex.Escape(part).Replace("\\*", "[^@]*").Replace("\\?", "[^@]"))) + "$";

        public override string ToString() => $"RedirectTo={RedirectTo} Allowed={string.Join(",", Allowed)}";
    }
}
