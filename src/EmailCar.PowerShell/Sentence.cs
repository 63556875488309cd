namespace EmailCar;

/// <summary>Completes texts of the service and of the system, which often lack a period, when other sentences follow.</summary>
internal static class Sentence
{
    /// <summary>Returns the text with a period at its end, unless it already ends with punctuation.</summary>
    public static string End(string text)
    {
        var end = text.TrimEnd();
        return end.Length == 0 || ".!?…。！？）)".IndexOf(end[end.Length - 1]) >= 0 ? end : end + Strings.SentenceEnd;
    }

    /// <summary>Returns the text with its first letter capitalized.</summary>
    public static string Begin(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
