using EmailCar.Guarding;

namespace EmailCar;

/// <summary>The error ids and texts of problems with the staging guard.</summary>
internal static class GuardTexts
{
    /// <summary>Returns the id, the message and the recommended action for a problem.</summary>
    public static (string Id, string Format, string Action) Of(GuardProblem problem) => problem switch
    {
        GuardProblem.InvalidRedirectTo => ("InvalidRedirectTo", Strings.InvalidRedirectTo, Strings.InvalidRedirectToAction),
        GuardProblem.InvalidAllowedRecipient => ("InvalidAllowedRecipient", Strings.InvalidAllowedRecipient, Strings.InvalidAllowedRecipientAction),
        GuardProblem.MissingFromConnection => ("GuardConflict", Strings.GuardChanged, Strings.GuardChangedAction),
        GuardProblem.OtherRedirectTo => ("GuardConflict", Strings.GuardConflict, Strings.GuardConflictAction),
        _ => ("GuardConflict", Strings.RedirectToNotAllowed, Strings.RedirectToNotAllowedAction),
    };
}
