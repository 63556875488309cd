namespace EmailCar.Guarding;

/// <summary>Why a staging guard can't be made.</summary>
public enum GuardProblem
{
    /// <summary>The address to redirect to is none.</summary>
    InvalidRedirectTo,

    /// <summary>A pattern of allowed addresses is none.</summary>
    InvalidAllowedRecipient,

    /// <summary>The machine redirects to another address.</summary>
    OtherRedirectTo,

    /// <summary>The machine has a guard that the connection does not have.</summary>
    MissingFromConnection,

    /// <summary>The machine does not allow the address to redirect to.</summary>
    RedirectToNotAllowed,
}

/// <summary>A staging guard that can't be made. Nothing is sent without it.</summary>
public sealed class GuardException : Exception
{
    internal GuardException(GuardProblem problem, string value, string? machine = null)
        : base($"{problem}: {value}")
    {
        Problem = problem;
        Value = value;
        Machine = machine;
    }

    /// <summary>What is wrong.</summary>
    public GuardProblem Problem { get; }

    /// <summary>The value that can't be used.</summary>
    public string Value { get; }

    /// <summary>What the machine's guard says against it; null when there is nothing.</summary>
    public string? Machine { get; }
}
