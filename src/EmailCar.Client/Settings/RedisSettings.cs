using System.Text.RegularExpressions;

namespace EmailCar.Settings;

/// <summary>The address and login of a Redis server. Shows only its hosts, because the rest may contain a password.</summary>
public sealed class RedisSettings
{
    /// <summary>The default number of days that a journal is kept after the last write.</summary>
    public const int DefaultJournalDays = 90;

    private static readonly Regex Host = new(@"^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.\-]+)(:[0-9]{1,5})?$", RegexOptions.CultureInvariant);

    /// <summary>Parses the text as far as needed to show it; StackExchange.Redis parses it when it connects.</summary>
    /// <param name="text">Hosts with their ports, then options, separated by commas: "host:6379,password=…,ssl=true".</param>
    /// <param name="journalDays">The number of days that a journal is kept after the last write, 1 to 3650.</param>
    /// <exception cref="FormatException">There is no host, or the text after the options is not an option. The message does not quote it.</exception>
    public RedisSettings(string text, int journalDays = DefaultJournalDays)
    {
        var parts = (text ?? throw new ArgumentNullException(nameof(text))).Split(',').Select(part => part.Trim()).ToArray();
        var hosts = parts.TakeWhile(part => part.IndexOf('=') < 0).ToArray();
        if (hosts.Length == 0 || !hosts.All(host => Host.IsMatch(host)))
        {
            throw new FormatException("The text does not begin with host:port.");
        }

        if (parts.Skip(hosts.Length).Any(part => part.IndexOf('=') <= 0))
        {
            // The second half of a password with a comma, which would be shown as a host.
            throw new FormatException("The text contains an entry after the options that is not an option.");
        }

        Text = text;
        Hosts = string.Join(",", hosts);
        JournalDays = journalDays;
    }

    /// <summary>The hosts and their ports.</summary>
    public string Hosts { get; }

    /// <summary>The number of days that a journal is kept after the last write.</summary>
    public int JournalDays { get; }

    /// <summary>The whole text.</summary>
    internal string Text { get; }

    /// <summary>Returns the hosts and their ports.</summary>
    public override string ToString() => Hosts;
}
