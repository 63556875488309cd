namespace EmailCar;

/// <summary>The file with the user's own patterns for error texts is not what docs/service.md describes.</summary>
public sealed class MessageFileException : Exception
{
    internal MessageFileException(string path, string message, Exception inner)
        : base(message, inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
