using System.Text.RegularExpressions;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Random lists, guards and environments with the real cmdlets: the recipients of what is sent.</summary>
[Collection(nameof(MachineGuard))]
public sealed class GuardOnTheWireTests : IDisposable
{
    private const int Rounds = 120;

    private static readonly string[] Locals = ["ann", "Ben", "qa-1", "qa-2", "me", "it"];
    private static readonly string[] Domains = ["corp.cn", "CORP.cn", "x.cn", "mail.corp.cn"];
    private static readonly string[] Patterns = ["*@corp.cn", "a*@*", "qa-?@*", "*@*.cn", "me@x.cn", "*@*.corp.cn", "*n*@x.cn"];

    private readonly ServerSession _session = new();
    private readonly MachineGuard _machine = new();

    public void Dispose()
    {
        _machine.Dispose();
        _session.Dispose();
    }

    [Fact]
    public void No_submission_has_a_recipient_that_the_session_or_the_machine_does_not_allow()
    {
        var random = new Random(1);
        _session.Server.Answer("/v1/mail/send", """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""");
        _session.Engine.Set("other", HostedEngine.Credential("other@x.cn", "anders"));
        var (reached, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (session, machine) = (Guard.Next(random), Guard.Next(random));
            var addresses = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Address(random)).ToArray();
            var before = _session.Server.Submissions.Count;
            _machine.Set(machine.RedirectTo, machine.Allowed.Length == 0 ? null : string.Join(",", machine.Allowed));
            _session.Engine.Set("redirectTo", session.RedirectTo);
            _session.Engine.Set("allowed", session.Allowed);
            _session.Engine.Set("addresses", addresses);
            _session.Run("Disconnect-EmailCar; Connect-EmailCar -Endpoint $endpoint -Credential $credential -From a@x.cn -NoVerify -RequestsPerSecond 0 -RedirectTo $redirectTo -AllowedRecipient $allowed");
            var own = random.Next(2) == 0 ? "-Credential $other -Endpoint $endpoint -From a@x.cn" : "";
            var result = _session.Run($"$addresses | Send-EmailCarMail -Subject s -Html h -AllowDuplicate {own}");

            var wire = _session.Server.Submissions.Skip(before).SelectMany(s => s["to"].Split(';').Select(to => (To: to, Subject: s["subject"]))).ToArray();

            // Without a connection, a command with a separate login has only the machine's guard.
            var isConnected = _session.Run("Get-EmailCarConnection").Output.Count == 1;
            var guards = isConnected ? new[] { session, machine } : [machine];
            Assert.True(isConnected || own.Length > 0 || wire.Length == 0);
            Assert.All(wire, mail => Assert.True(
                guards.All(g => g.Lets(mail.To)) ? mail.Subject == "s" || IsTarget(guards, mail.To) : IsTarget(guards, mail.To) && mail.Subject.StartsWith('['),
                $"{mail.To} by {string.Join(" and ", guards.Select(g => g.ToString()))}"));
            Assert.True(result.Terminating is not null || result.Errors.Count > 0 || result.Output.Count == addresses.Length);
            reached += wire.Length;
            refused += addresses.Length - wire.Length;
        }

        // The rounds are significant: some emails were sent, and some were not.
        Assert.InRange(reached, 100, int.MaxValue);
        Assert.InRange(refused, 100, int.MaxValue);
    }

    private static bool IsTarget(Guard[] guards, string address) => guards.Any(g => string.Equals(g.RedirectTo, address, StringComparison.OrdinalIgnoreCase));

    private static string Address(Random random) => $"{Locals[random.Next(Locals.Length)]}@{Domains[random.Next(Domains.Length)]}";

    private sealed record Guard(string? RedirectTo, string[] Allowed)
    {
        public static Guard Next(Random random) => new(
            random.Next(3) == 0 ? random.Next(2) == 0 ? "me@corp.cn" : "it@x.cn" : null,
            [.. Enumerable.Range(0, Math.Max(0, random.Next(5) - 1)).Select(_ => Patterns[random.Next(Patterns.Length)])]);

        /// <summary>Returns whether this guard alone allows email to an address.</summary>
        public bool Lets(string address) => Allowed.Length == 0 ? RedirectTo is null : Allowed.Any(pattern => Regex.IsMatch(
            address, "^" + Regex.Escape(pattern).Replace(@"\*", "[^@]*", StringComparison.Ordinal).Replace(@"\?", "[^@]", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase));

        public override string ToString() => $"RedirectTo={RedirectTo} Allowed={string.Join(",", Allowed)}";
    }
}
