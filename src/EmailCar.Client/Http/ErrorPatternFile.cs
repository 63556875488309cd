using System.Text.Json;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Http;

/// <summary>The user's own patterns for error texts: a JSON file of names and lists of regular expressions.</summary>
internal static class ErrorPatternFile
{
    private static readonly Dictionary<string, FailureKind?> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["authentication"] = FailureKind.Authentication,
        ["tooFast"] = FailureKind.TooFast,
        ["noPoints"] = FailureKind.NoPoints,
        ["accountClosed"] = FailureKind.AccountClosed,
        ["senderNotRegistered"] = FailureKind.SenderNotRegistered,
        ["badRecipient"] = FailureKind.BadRecipient,
        ["noRows"] = null,
    };

    public static IReadOnlyList<string> KnownNames => [.. Names.Keys];

    /// <summary>
    /// The default file: EmailCar/error-patterns.json in the user's application data; empty if the system does not define that folder.
    /// </summary>
    public static string DefaultPath =>
        Environment.GetEnvironmentVariable("EMAILCAR_ERROR_PATTERNS") is { Length: > 0 } path
            ? path
            : UserFolder.Below(Environment.SpecialFolder.ApplicationData, "EmailCar", "error-patterns.json");

    /// <summary>Reads the file. If the kind is null, the texts mean "no rows".</summary>
    /// <exception cref="ErrorPatternFileException">The file cannot be read, or does not have this form.</exception>
    public static IReadOnlyList<(FailureKind? Kind, Regex Text)> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            var patterns = new List<(FailureKind? Kind, Regex Text)>();
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (!Names.TryGetValue(entry.Name, out var kind))
                {
                    var message = $"'{entry.Name}' is none of {string.Join(", ", KnownNames)}.";
                    throw new ErrorPatternFileException(path, message, new FormatException(message)) { UnknownName = entry.Name };
                }

                foreach (var pattern in entry.Value.EnumerateArray())
                {
                    patterns.Add((kind, ErrorTable.Pattern(pattern.GetString() ?? throw new FormatException("A pattern must not be null."))));
                }
            }

            return patterns;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            throw new ErrorPatternFileException(path, e.Message, e);
        }
    }
}
