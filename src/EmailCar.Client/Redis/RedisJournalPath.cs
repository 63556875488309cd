using System.Text.RegularExpressions;

namespace EmailCar.Redis;

/// <summary>Paths of journals in Redis: "redis:name". Asking for one loads nothing of StackExchange.Redis.</summary>
internal static class RedisJournalPath
{
    private const string Prefix = "redis:";

    /// <summary>True when a path names a journal in Redis.</summary>
    public static bool Is(string path) => path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when its name can be one: letters, digits, dots, hyphens and underscores, 100 at most.</summary>
    public static bool IsValid(string path) => Regex.IsMatch(NameIn(path), @"^[\w.\-]{1,100}$", RegexOptions.CultureInvariant);

    /// <summary>The name in such a path.</summary>
    public static string NameIn(string path) => path.Substring(Prefix.Length);
}
