using EmailCar.Addresses;

namespace EmailCar.Guarding;

/// <summary>
/// The staging guard: limits who can receive email, so that a test system with a copy of the real list does not reach customers. All
/// outgoing email is checked by this class, and no other code decides who may receive. Immutable.
/// </summary>
public sealed class RecipientGuard : IEquatable<RecipientGuard>
{
    /// <summary>The environment variable that redirects all email of a machine.</summary>
    public const string RedirectToVariable = "EMAILCAR_REDIRECT_TO";

    /// <summary>The environment variable with the patterns for the addresses that a machine may send to.</summary>
    public const string AllowedRecipientVariable = "EMAILCAR_ALLOWED_RECIPIENT";

    private static readonly char[] Separators = [',', ';', '，', '；', ' ', '\t', '\r', '\n'];

    /// <summary>The addresses that receive their email directly; null if there is no guard.</summary>
    private readonly AllowedAddresses? _direct;

    private RecipientGuard(string? redirectTo, AllowedAddresses? direct)
    {
        RedirectTo = redirectTo;
        _direct = direct;
        Text = TextOf(redirectTo, direct);
    }

    /// <summary>No guard: every address may receive.</summary>
    public static RecipientGuard None { get; } = new(null, null);

    /// <summary>Whether a guard is set.</summary>
    public bool IsActive => _direct is not null;

    /// <summary>The address that receives the email to addresses that are not allowed; null if that email is rejected.</summary>
    public string? RedirectTo { get; }

    /// <summary>
    /// The patterns for the allowed addresses, in lower case. If the session and the machine both have lists, "&amp;" joins patterns that
    /// must all match. Empty if no address is allowed, or if there is no guard.
    /// </summary>
    public IReadOnlyList<string> AllowedRecipients => _direct?.Texts ?? [];

    /// <summary>
    /// The guard as one line, identical for guards that decide the same way; null if there is no guard. The journal records it.
    /// </summary>
    public string? Text { get; }

    /// <summary>Creates a guard.</summary>
    /// <param name="redirectTo">The address that receives all email to addresses that are not allowed; null or blank to reject that
    /// email.</param>
    /// <param name="allowed">Patterns for allowed addresses; one text can contain several. Null or blank texts if there is no list.</param>
    /// <exception cref="GuardException">The address is not valid, or a text is not a pattern.</exception>
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

    /// <summary>Returns the guard that environment variables set for all programs of a machine or a user.</summary>
    /// <exception cref="GuardException">The value of a variable is not valid.</exception>
    public static RecipientGuard OfMachine() => Of(
        Environment.GetEnvironmentVariable(RedirectToVariable), [Environment.GetEnvironmentVariable(AllowedRecipientVariable)]);

    /// <summary>
    /// Combines this guard with the machine's: an address must be allowed by both, and the machine's redirection applies. If the machine's
    /// guard is already part of this one, the result equals this guard.
    /// </summary>
    /// <exception cref="GuardException">The machine redirects to a different address, or does not allow this guard's redirect
    /// address.</exception>
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

    /// <summary>Verifies that the machine's guard is part of this one.</summary>
    /// <exception cref="GuardException">It is not: the machine's guard was set after this guard was created.</exception>
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

    /// <summary>
    /// Returns whether an outgoing email may have an address as its recipient: the address is allowed, or email is redirected to it.
    /// </summary>
    /// <param name="address">The recipient's address in the outgoing email.</param>
    public bool Permits(string address) =>
        Apply(address).Outcome == GuardOutcome.Allowed || (RedirectTo is not null && IsSame(address, RedirectTo));

    /// <summary>Returns the subject of a redirected email: the original recipient, followed by the subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="recipient">The original recipient.</param>
    public static string RedirectedSubject(string subject, string recipient) => $"[{recipient}] {subject}";

    /// <inheritdoc/>
    public bool Equals(RecipientGuard? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecipientGuard);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode() ?? 0;

    /// <summary>Returns the guard as one line; empty if there is no guard.</summary>
    public override string ToString() => Text ?? "";

    private static IEnumerable<AddressPattern> Patterns(string text)
    {
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw new GuardException(GuardProblem.InvalidAllowedRecipient, text)
            : words.Select(word => AddressPattern.Read(word) ?? throw new GuardException(GuardProblem.InvalidAllowedRecipient, word));
    }

    private static bool IsSame(string one, string two) => AddressIdentity.Of(one) == AddressIdentity.Of(two);

    /// <summary>Uses the parameter names, so that the text is the same in all languages.</summary>
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
