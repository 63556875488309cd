using System.Text.RegularExpressions;

namespace EmailCar.Redis;

/// <summary>Paths of journals in Redis: "redis:name". Checking a path does not load StackExchange.Redis.</summary>
internal static class RedisJournalPath
{
    private const string Prefix = "redis:";

    /// <summary>Returns whether a path is that of a journal in Redis.</summary>
    public static bool Is(string path) => path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether the name is valid: letters, digits, dots, hyphens and underscores, at most 100.</summary>
    public static bool IsValid(string path) => Regex.IsMatch(NameIn(path), @"^[\w.\-]{1,100}$", RegexOptions.CultureInvariant);

    /// <summary>Returns the name in such a path.</summary>
    public static string NameIn(string path) => path.Substring(Prefix.Length);
}
