namespace EmailCar.Http;

/// <summary>The file with the user's patterns for error texts does not have the form described in docs/service.md.</summary>
public sealed class ErrorPatternFileException : Exception
{
    internal ErrorPatternFileException(string path, string message, Exception inner)
        : base(message, inner) => Path = path;

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>An entry that is not one of <see cref="KnownNames"/>; null if something else is wrong.</summary>
    public string? UnknownName { get; internal init; }

    /// <summary>The valid names of entries.</summary>
    public static IReadOnlyList<string> KnownNames => ErrorPatternFile.KnownNames;
}
