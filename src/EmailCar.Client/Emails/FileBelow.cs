using System.Runtime.InteropServices;

namespace EmailCar.Emails;

/// <summary>Why a path from a list is rejected.</summary>
public enum PathFault
{
    /// <summary>The path is accepted.</summary>
    None,

    /// <summary>The path is empty.</summary>
    Empty,

    /// <summary>It is an absolute path.</summary>
    Rooted,

    /// <summary>The path contains "..".</summary>
    GoesUp,

    /// <summary>The path contains characters that paths do not allow.</summary>
    Invalid,

    /// <summary>A link in the path leads out of the root.</summary>
    LinkLeaves,
}

/// <summary>Resolves a path from a list, without wildcards, to a file in a root folder.</summary>
public static class FileBelow
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Resolves the path.</summary>
    /// <param name="root">The root folder, an absolute path.</param>
    /// <param name="path">The path, relative to the root. Wildcards are not expanded.</param>
    /// <param name="fault">Why the path is rejected.</param>
    /// <returns>The absolute path; null if the path is rejected.</returns>
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

        // A colon may name a drive, a provider, or a second stream of a file; ~ is the home folder.
        return steps[0].Length == 0 || steps[0] == "~" || (path.Length > 1 && path[1] == ':') || (IsWindows && path.IndexOf(':') >= 0)
            ? PathFault.Rooted
            : PathFault.None;
    }

    /// <summary>Returns whether a link leads out of the root. If the framework cannot resolve links, returns true for every link.</summary>
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
            return false; // opening it fails later
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

#if !NETSTANDARD2_0
    /// <summary>Resolves the root, which can itself be a link, because the user specified it.</summary>
    private static string Real(string root) => Directory.ResolveLinkTarget(root, returnFinalTarget: true)?.FullName ?? root;

    private static bool IsBelow(string path, string root) =>
        Path.GetFullPath(path).StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
#endif
}
