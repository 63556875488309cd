using EmailCar.Addresses;

namespace EmailCar.Guarding;

/// <summary>
/// The staging guard: who may receive, so that a test system with a copy of the real list reaches no customer. Everything that
/// leaves asks it, and nothing else decides on recipients. Immutable.
/// </summary>
public sealed class RecipientGuard : IEquatable<RecipientGuard>
{
    /// <summary>The environment variable that redirects all email of a machine.</summary>
    public const string RedirectToVariable = "EMAILCAR_REDIRECT_TO";

    /// <summary>The environment variable with the patterns of the addresses that a machine may send to.</summary>
    public const string AllowedRecipientVariable = "EMAILCAR_ALLOWED_RECIPIENT";

    private static readonly char[] Separators = [',', ';', '，', '；', ' ', '\t', '\r', '\n'];

    /// <summary>Null for everybody.</summary>
    private readonly AllowedAddresses? _direct;

    private RecipientGuard(string? redirectTo, AllowedAddresses? direct)
    {
        RedirectTo = redirectTo;
        _direct = direct;
        Text = TextOf(redirectTo, direct);
    }

    /// <summary>No guard: everybody may receive.</summary>
    public static RecipientGuard None { get; } = new(null, null);

    /// <summary>True when not everybody may receive.</summary>
    public bool IsActive => _direct is not null;

    /// <summary>Who receives what is not allowed through; null when that is rejected.</summary>
    public string? RedirectTo { get; }

    /// <summary>
    /// The patterns of the addresses that may receive, in small letters. Where lists of the session and of the machine meet, "&amp;"
    /// stands between patterns that must both fit. Empty when nobody may, or when there is no guard.
    /// </summary>
    public IReadOnlyList<string> AllowedRecipients => _direct?.Texts ?? [];

    /// <summary>The guard in one line, the same for guards that decide alike; null without a guard. The journal records it.</summary>
    public string? Text { get; }

    /// <summary>Makes a guard.</summary>
    /// <param name="redirectTo">Who receives everything that is not allowed through; null or blank rejects it.</param>
    /// <param name="allowed">Patterns of addresses that may receive, several in a text or one; null or blanks for no list.</param>
    /// <exception cref="GuardException">The address is not valid, or a text is no pattern.</exception>
    public static RecipientGuard Of(string? redirectTo, IEnumerable<string?>? allowed)
    {
        var texts = (allowed ?? []).Where(text => !string.IsNullOrWhiteSpace(text)).ToArray();
        AllowedAddresses? direct = null;
        if (texts.Length > 0)
        {
            direct = AllowedAddresses.Of(texts.SelectMany(Patterns!));
        }

        if (string.IsNullOrWhiteSpace(redirectTo))
        {
            return direct is null ? None : new RecipientGuard(null, direct);
        }

        var target = AddressReading.Of(redirectTo!);
        return target.IsValid
            ? new RecipientGuard(target.Address, direct ?? AllowedAddresses.None)
            : throw new GuardException(GuardProblem.InvalidRedirectTo, redirectTo!);
    }

    /// <summary>The guard that environment variables set for all programs of a machine or a user.</summary>
    /// <exception cref="GuardException">A variable has no valid value.</exception>
    public static RecipientGuard OfMachine() => Of(
        Environment.GetEnvironmentVariable(RedirectToVariable), [Environment.GetEnvironmentVariable(AllowedRecipientVariable)]);

    /// <summary>
    /// This guard within that of the machine: who receives is allowed by both, and the machine's redirection holds. Together with a
    /// machine that is part of it already, it is the same guard.
    /// </summary>
    /// <exception cref="GuardException">The machine redirects to another address, or does not allow the one of this guard.</exception>
    public RecipientGuard Within(RecipientGuard machine)
    {
        _ = machine ?? throw new ArgumentNullException(nameof(machine));
        if (!IsActive || !machine.IsActive)
        {
            return IsActive ? this : machine;
        }

        if (RedirectTo is not null && machine.RedirectTo is not null && !IsSame(RedirectTo, machine.RedirectTo))
        {
            throw new GuardException(GuardProblem.OtherRedirectTo, RedirectTo, machine.RedirectTo);
        }

        if (RedirectTo is not null && machine.RedirectTo is null && machine.Apply(RedirectTo).Outcome != GuardOutcome.Allowed)
        {
            throw new GuardException(GuardProblem.RedirectToNotAllowed, RedirectTo, string.Join(", ", machine.AllowedRecipients));
        }

        return new RecipientGuard(machine.RedirectTo ?? RedirectTo, _direct!.And(machine._direct!));
    }

    /// <summary>Makes sure that the machine's guard is part of this one.</summary>
    /// <exception cref="GuardException">It is not: the machine was given its guard after this one was made.</exception>
    public void ThrowUnlessWithin(RecipientGuard machine)
    {
        if (!Within(machine).Equals(this))
        {
            throw new GuardException(GuardProblem.MissingFromConnection, machine.ToString());
        }
    }

    /// <summary>Decides on one address.</summary>
    /// <param name="address">A valid address.</param>
    public GuardDecision Apply(string address)
    {
        if (_direct is null || _direct.Contains(AddressIdentity.Of(address)))
        {
            return new GuardDecision(GuardOutcome.Allowed, address);
        }

        return RedirectTo is null ? new GuardDecision(GuardOutcome.Rejected, null) : new GuardDecision(GuardOutcome.Redirected, RedirectTo);
    }

    /// <summary>True when an address may be a recipient of what leaves: it is allowed through, or everything is redirected to it.</summary>
    /// <param name="address">The address as it is about to leave.</param>
    public bool Permits(string address) =>
        Apply(address).Outcome == GuardOutcome.Allowed || (RedirectTo is not null && IsSame(address, RedirectTo));

    /// <summary>The subject of an email that is redirected: with its real recipient in front.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="recipient">Who would have received it.</param>
    public static string RedirectedSubject(string subject, string recipient) => $"[{recipient}] {subject}";

    /// <inheritdoc/>
    public bool Equals(RecipientGuard? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecipientGuard);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode() ?? 0;

    /// <summary>The guard in one line; empty without.</summary>
    public override string ToString() => Text ?? "";

    private static IEnumerable<AddressPattern> Patterns(string text)
    {
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw new GuardException(GuardProblem.InvalidAllowedRecipient, text)
            : words.Select(word => AddressPattern.Read(word) ?? throw new GuardException(GuardProblem.InvalidAllowedRecipient, word));
    }

    private static bool IsSame(string one, string two) => AddressIdentity.Of(one) == AddressIdentity.Of(two);

    /// <summary>In the names of the parameters, so that it reads alike in all languages.</summary>
    private static string? TextOf(string? redirectTo, AllowedAddresses? direct)
    {
        if (direct is null)
        {
            return null;
        }

        var allowed = redirectTo is not null && direct.IsEmpty ? null : $"AllowedRecipient={string.Join(", ", direct.Texts)}";
        var target = redirectTo is null ? null : $"RedirectTo={AddressIdentity.Of(redirectTo)}";
        return string.Join("; ", new[] { target, allowed }.Where(part => part is not null));
    }
}
