namespace EmailCar.Platform;

/// <summary>The user's own folders, whether they are there yet or not.</summary>
internal static class UserFolder
{
    /// <summary>A path below such a folder; empty when the system does not name one.</summary>
    public static string Below(Environment.SpecialFolder folder, params string[] names) =>
        Below(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify), names);

    /// <summary>A path below a folder; empty when it would be one in the current directory.</summary>
    public static string Below(string folder, params string[] names) =>
        Path.IsPathRooted(folder) ? Path.Combine([folder, .. names]) : "";
}
