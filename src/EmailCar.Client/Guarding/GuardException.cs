namespace EmailCar.Guarding;

/// <summary>Why a staging guard is not valid.</summary>
public enum GuardProblem
{
    /// <summary>The redirect address is not a valid email address.</summary>
    InvalidRedirectTo,

    /// <summary>A pattern for allowed addresses is not valid.</summary>
    InvalidAllowedRecipient,

    /// <summary>The machine's guard redirects to a different address.</summary>
    OtherRedirectTo,

    /// <summary>The machine has a guard that the connection does not have.</summary>
    MissingFromConnection,

    /// <summary>The machine's guard does not allow the redirect address.</summary>
    RedirectToNotAllowed,
}

/// <summary>The staging guard is not valid. Nothing is sent without it.</summary>
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

    /// <summary>The value that is not valid.</summary>
    public string Value { get; }

    /// <summary>The conflicting value of the machine's guard; null if there is no conflict with the machine.</summary>
    public string? Machine { get; }
}
