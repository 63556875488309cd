using System.Reflection;

namespace EmailCar.Redis;

/// <summary>A Lua script that the server runs as one step; the files are in this folder.</summary>
/// <param name="Name">The name of the file.</param>
internal sealed record RedisScript(string Name)
{
    private const string Folder = "EmailCar.Redis.";

    private readonly Lazy<string> _text = new(() => Read("Common") + Read(Name));

    public static RedisScript Acquire { get; } = new("Acquire");

    public static RedisScript Depart { get; } = new("Depart");

    public static RedisScript Postpone { get; } = new("Postpone");

    public static RedisScript Open { get; } = new("Open");

    public static RedisScript Renew { get; } = new("Renew");

    public static RedisScript Claim { get; } = new("Claim");

    public static RedisScript Begin { get; } = new("Begin");

    public static RedisScript Settle { get; } = new("Settle");

    public static RedisScript Release { get; } = new("Release");

    public static RedisScript Import { get; } = new("Import");

    /// <summary>The text of the script.</summary>
    public string Text => _text.Value;

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.lua")!);
        return reader.ReadToEnd();
    }
}
