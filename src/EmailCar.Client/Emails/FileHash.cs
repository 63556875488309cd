using System.Globalization;
using System.Security.Cryptography;

namespace EmailCar.Emails;

/// <summary>The hash that identifies the content of an attachment.</summary>
public static class FileHash
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The maximum number of bytes to read.</param>
    /// <param name="size">The size of the file in bytes; the limit plus one if it is larger.</param>
    /// <returns>The SHA-256 as 64 lowercase hexadecimal digits.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static string Of(string path, long limit, out long size)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        size = 0;
        int read;
        while (size <= limit && (read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, limit + 1 - size))) > 0)
        {
            hash.AppendData(buffer, 0, read);
            size += read;
        }

        return Text(hash.GetHashAndReset());
    }

    internal static string Text(byte[] hash) => string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
