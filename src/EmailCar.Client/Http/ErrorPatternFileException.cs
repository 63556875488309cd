namespace EmailCar.Http;

/// <summary>The file with the user's own patterns for error texts is not what docs/service.md describes.</summary>
public sealed class ErrorPatternFileException : Exception
{
    internal ErrorPatternFileException(string path, string message, Exception inner)
        : base(message, inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>An entry of the file that is none of <see cref="KnownNames"/>; null when something else is wrong.</summary>
    public string? UnknownName { get; internal init; }

    /// <summary>What an entry may be called.</summary>
    public static IReadOnlyList<string> KnownNames => ErrorPatternFile.KnownNames;
}
