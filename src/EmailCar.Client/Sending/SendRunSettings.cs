namespace EmailCar.Sending;

/// <summary>How a run of sending goes.</summary>
public sealed class SendRunSettings
{
    /// <summary>Recipients a submission, 1 to 50.</summary>
    public int BatchSize { get; init; } = Submission.MaxRecipients;

    /// <summary>True sends the same mail to the same address as often as it was added.</summary>
    public bool AllowDuplicates { get; init; }

    /// <summary>The journal's path; null without one.</summary>
    public string? JournalPath { get; init; }

    /// <summary>True sends again what the journal has as unknown.</summary>
    public bool RetryUnknown { get; init; }

    /// <summary>True only looks into the journal: nothing will be sent.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>True when a person approves each submission.</summary>
    public bool IsConfirmed { get; init; }
}
