namespace EmailCar.Platform;

/// <summary>Paths in the user's folders, whether these exist or not.</summary>
internal static class UserFolder
{
    /// <summary>Returns a path below such a folder, or an empty text if the system does not define the folder.</summary>
    public static string Below(Environment.SpecialFolder folder, params string[] names) =>
        Below(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify), names);

    /// <summary>
    /// Returns a path below a folder, or an empty text if the folder is empty, because the path would be in the current directory.
    /// </summary>
    public static string Below(string folder, params string[] names) =>
        Path.IsPathRooted(folder) ? Path.Combine([folder, .. names]) : "";
}
