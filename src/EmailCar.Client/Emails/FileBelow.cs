using System.Runtime.InteropServices;

namespace EmailCar.Emails;

/// <summary>Why a path that came from a list is not followed.</summary>
public enum PathFault
{
    /// <summary>It is.</summary>
    None,

    /// <summary>Nothing is left of it.</summary>
    Empty,

    /// <summary>It names a place of its own, not one below the root.</summary>
    Rooted,

    /// <summary>It goes up.</summary>
    GoesUp,

    /// <summary>It has characters that no path has.</summary>
    Invalid,

    /// <summary>A link on the way leads out of the root.</summary>
    LinkLeaves,
}

/// <summary>Follows a path that came from a list, literally, and no further than below a root.</summary>
public static class FileBelow
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Where the path leads.</summary>
    /// <param name="root">The folder below which it has to stay; absolute.</param>
    /// <param name="path">The path, relative to the root. Nothing in it is a wildcard.</param>
    /// <param name="fault">Why it is not followed.</param>
    /// <returns>The absolute path; null when it is not followed.</returns>
    public static string? Resolve(string root, string path, out PathFault fault)
    {
        fault = Judge(path);
        if (fault != PathFault.None)
        {
            return null;
        }

        root = Path.GetFullPath(root);
        var current = root;
        foreach (var step in path.Split('/', '\\').Where(step => step is not ("" or ".")))
        {
            current = Path.Combine(current, step);
            if (LeadsOut(current, root))
            {
                fault = PathFault.LinkLeaves;
                return null;
            }
        }

        return current;
    }

    private static PathFault Judge(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return PathFault.Empty;
        }

        var steps = path.Split('/', '\\');
        if (path.Any(char.IsControl) || steps.All(step => step is "" or "."))
        {
            return PathFault.Invalid;
        }

        if (steps.Any(step => step.Trim() is ".." || (IsWindows && step.Trim(' ', '.').Length == 0 && step.Trim() is not ("" or "."))))
        {
            return PathFault.GoesUp;
        }

        // A colon names a drive, a provider, or a second stream of a file; ~ is a home.
        return steps[0].Length == 0 || steps[0] == "~" || (path.Length > 1 && path[1] == ':') || (IsWindows && path.IndexOf(':') >= 0)
            ? PathFault.Rooted
            : PathFault.None;
    }

    /// <summary>True for a link that leads out of the root. Where the system can't tell where a link leads, for any link.</summary>
    private static bool LeadsOut(string path, string root)
    {
        try
        {
            if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0)
            {
                return false;
            }

#if NETSTANDARD2_0
            return true;
#else
            FileSystemInfo link = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            return link.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsBelow(target.FullName, root) && !IsBelow(target.FullName, Real(root));
#endif
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // whoever opens it finds out
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

#if !NETSTANDARD2_0
    /// <summary>The root itself may be a link: it was named by whoever runs this.</summary>
    private static string Real(string root) => Directory.ResolveLinkTarget(root, returnFinalTarget: true)?.FullName ?? root;

    private static bool IsBelow(string path, string root) =>
        Path.GetFullPath(path).StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
#endif
}
