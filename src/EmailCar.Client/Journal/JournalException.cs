namespace EmailCar.Journal;

/// <summary>Why a journal can't be used.</summary>
public enum JournalProblem
{
    /// <summary>The file can't be opened, read or written.</summary>
    Unusable,

    /// <summary>Another run writes it.</summary>
    InUse,

    /// <summary>It is the journal of another endpoint or account.</summary>
    OfAnother,

    /// <summary>Its runs had another staging guard.</summary>
    OfAnotherGuard,

    /// <summary>A line in it can't be read.</summary>
    Unreadable,
}

/// <summary>A journal that can't be used; nothing is sent on the strength of it.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalProblem problem, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
        Values = [message];
    }

    /// <summary>What is the matter.</summary>
    public JournalProblem Problem { get; }

    /// <summary>The journal's path.</summary>
    public string Path { get; }

    /// <summary>
    /// What there is to say of the problem: of another's journal its account and endpoint, of another guard's that guard and
    /// this run's, empty without, of an unreadable line its number and beginning, else the message.
    /// </summary>
    public IReadOnlyList<object> Values { get; internal init; }
}
