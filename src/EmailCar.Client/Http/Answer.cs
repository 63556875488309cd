using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EmailCar.Http;

/// <summary>
/// A response of the service, parsed tolerantly: numbers may be strings, objects may be arrays, and the vendor's sample of a list
/// has one closing brace too many (docs/service.md, mail/lists).
/// </summary>
internal sealed class Answer
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>A single escape sequence: a surrogate pair, a lone surrogate, or any other.</summary>
    private static readonly Lazy<Regex> Escape = new(() => new Regex(
        @"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
        RegexOptions.CultureInvariant | RegexOptions.Singleline));

    private Answer(JsonElement root) => Root = root;

    /// <summary>The whole response; an object.</summary>
    public JsonElement Root { get; }

    /// <summary>Whether the status is "success".</summary>
    public bool IsSuccess { get; private init; }

    /// <summary>The msg field; null if it is missing.</summary>
    public string? Message { get; private init; }

    /// <summary>The data field; undefined if it is missing.</summary>
    public JsonElement Data => Get(Root, "data");

    /// <summary>Parses a response; null if it is not JSON, or has no known status.</summary>
    public static Answer? TryRead(string text)
    {
        text = WithoutLoneSurrogates(text);
        var root = TryParse(text) ?? TryParse(WithoutSurplusBraces(text));
        if (root is not { ValueKind: JsonValueKind.Object } answer)
        {
            return null;
        }

        var status = Text(Get(answer, "status"));
        var isSuccess = string.Equals(status, "success", StringComparison.OrdinalIgnoreCase);
        return isSuccess || string.Equals(status, "error", StringComparison.OrdinalIgnoreCase)
            ? new Answer(answer) { IsSuccess = isSuccess, Message = Text(Get(answer, "msg")) }
            : null;
    }

    /// <summary>Returns a field of an object, or of the only object in an array; undefined if there is none.</summary>
    public static JsonElement Get(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1)
        {
            element = element[0];
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
    }

    /// <summary>Returns the text of a scalar, or null for anything else.</summary>
    public static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    /// <summary>Reads a whole number, written as a number or as a string. Returns null for anything else. Never converted to a double.</summary>
    public static long? Integer(JsonElement element) => Integer(Text(element));

    /// <inheritdoc cref="Integer(JsonElement)"/>
    public static long? Integer(string? text) =>
        long.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>Reads a number, written as a number or as a string. Returns null for anything else.</summary>
    public static decimal? Number(JsonElement element) =>
        decimal.TryParse(Text(element)?.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static JsonElement? TryParse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text!.Trim(), Tolerant);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Not JSON: the caller tries to repair the text, or reports it.
            return null;
        }
        catch (ArgumentException)
        {
            // A lone surrogate, which UTF-8 cannot represent.
            return null;
        }
    }

    /// <summary>
    /// Replaces half of an emoji, which remains if a server truncates texts: the parser accepts it, but throws when the text is read.
    /// </summary>
    private static string WithoutLoneSurrogates(string text) =>
        text.IndexOf("\\ud", StringComparison.OrdinalIgnoreCase) < 0
            ? text
            : Escape.Value.Replace(text, match => match.Groups["lone"].Success ? "\\ufffd" : match.Value);

    /// <summary>Removes each closing brace that would end the response although a comma follows.</summary>
    private static string? WithoutSurplusBraces(string text)
    {
        var kept = new StringBuilder(text.Length);
        int depth = 0, removed = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inString && c == '\\' && i + 1 < text.Length)
            {
                kept.Append(c).Append(text[++i]);
                continue;
            }

            inString ^= c == '"';
            if (!inString && c is ('{' or '['))
            {
                depth++;
            }
            else if (!inString && c is ('}' or ']'))
            {
                if (depth == 1 && c == '}' && NextVisible(text, i + 1) == ',')
                {
                    removed++;
                    continue;
                }

                depth--;
            }

            kept.Append(c);
        }

        return removed == 0 ? null : kept.ToString();
    }

    private static char NextVisible(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        return from < text.Length ? text[from] : '\0';
    }
}
