namespace EmailCar.Journal;

/// <summary>Why a journal cannot be used.</summary>
public enum JournalProblem
{
    /// <summary>The file cannot be opened, read or written.</summary>
    Unusable,

    /// <summary>Another run is writing to it.</summary>
    InUse,

    /// <summary>The journal belongs to another endpoint or account.</summary>
    OfAnother,

    /// <summary>The runs of the journal had a different staging guard.</summary>
    OfAnotherGuard,

    /// <summary>A line is damaged.</summary>
    Unreadable,

    /// <summary>The journal to create already exists.</summary>
    Exists,
}

/// <summary>A journal cannot be used; nothing is sent because of it.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalProblem problem, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
        Values = [message];
    }

    /// <summary>What is wrong.</summary>
    public JournalProblem Problem { get; }

    /// <summary>The journal's path.</summary>
    public string Path { get; }

    /// <summary>
    /// The values for the message: account and endpoint if the journal belongs to another account; the guards of the journal and of this
    /// run (empty for no guard) if they differ; number and beginning of a damaged line; otherwise the message.
    /// </summary>
    public IReadOnlyList<object> Values { get; internal init; }
}
