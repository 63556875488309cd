namespace EmailCar.Sending;

/// <summary>The settings of a send run.</summary>
public sealed class SendRunSettings
{
    /// <summary>The maximum number of recipients per submission, 1 to 50.</summary>
    public int BatchSize { get; init; } = Submission.MaxRecipients;

    /// <summary>True to send the same email to the same address as often as it is added.</summary>
    public bool AllowDuplicates { get; init; }

    /// <summary>The path of the journal; null for no journal.</summary>
    public string? JournalPath { get; init; }

    /// <summary>True to send emails whose result in the journal is unknown again.</summary>
    public bool RetryUnknown { get; init; }

    /// <summary>True to only read the journal: nothing is sent.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Whether a person confirms each submission.</summary>
    public bool IsConfirmed { get; init; }
}
