namespace EmailCar.Suppressing;

/// <summary>Why a suppression list can't be used.</summary>
public enum SuppressionProblem
{
    /// <summary>The file can't be opened, read or written.</summary>
    Unusable,

    /// <summary>Another process keeps it locked.</summary>
    InUse,

    /// <summary>It is not UTF-8.</summary>
    NotUtf8,

    /// <summary>The first line has no column To.</summary>
    NoHeader,

    /// <summary>A row can't be read.</summary>
    InvalidRow,
}

/// <summary>A suppression list that can't be used. Nothing is sent without it, and nothing in it was changed.</summary>
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

    /// <summary>The number of the row that can't be read, the header being 1; 0 where it is about the file.</summary>
    public int Row { get; internal init; }

    /// <summary>The beginning of what can't be read; empty where it is about the file.</summary>
    public string Text { get; internal init; } = "";
}
