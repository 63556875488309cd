namespace EmailCar.Suppressing;

/// <summary>Why a suppression list cannot be used.</summary>
public enum SuppressionProblem
{
    /// <summary>The file cannot be opened, read or written.</summary>
    Unusable,

    /// <summary>Another process holds the lock.</summary>
    InUse,

    /// <summary>The file is not UTF-8.</summary>
    NotUtf8,

    /// <summary>The first line has no 'To' column.</summary>
    NoHeader,

    /// <summary>A row cannot be read.</summary>
    InvalidRow,
}

/// <summary>A suppression list cannot be used. Nothing is sent without it, and nothing in it was changed.</summary>
public sealed class SuppressionException : Exception
{
    internal SuppressionException(SuppressionProblem problem, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
    }

    /// <summary>What is wrong.</summary>
    public SuppressionProblem Problem { get; }

    /// <summary>The list's path.</summary>
    public string Path { get; }

    /// <summary>The number of the row that cannot be read, counted from the header as 1; 0 if the whole file is affected.</summary>
    public int Row { get; internal init; }

    /// <summary>The beginning of the text that cannot be read; empty if the whole file is affected.</summary>
    public string Text { get; internal init; } = "";
}
