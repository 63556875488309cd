using System.Globalization;
using System.Security.Cryptography;

namespace EmailCar.Emails;

/// <summary>The hash by which an attachment's file is known.</summary>
public static class FileHash
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">No more bytes than this are read.</param>
    /// <param name="size">Its bytes; one more than the limit when it is larger.</param>
    /// <returns>SHA-256 as 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
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
