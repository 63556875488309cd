using System.Net.Http.Headers;
using System.Text;
using EmailCar.Failures;
using EmailCar.Platform;

namespace EmailCar.Http;

/// <summary>Decodes the bytes of a response, even if the service declares no charset or a wrong one.</summary>
internal static class AnswerText
{
    /// <summary>The maximum number of bytes that are read from a response. 40 rows of a list are about 20 KB.</summary>
    public const int Limit = 8 * 1024 * 1024;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Reads at most <see cref="Limit"/> bytes.</summary>
    /// <exception cref="EmailCarException">The response is longer.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NETSTANDARD2_0
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
#else
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > Limit)
            {
                throw new EmailCarException(FailureKind.Unreadable, new FailureDetail(FailureReason.AnswerTooLong, Limit / 1024 / 1024))
                {
                    MayHaveArrived = true,
                };
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>Decodes the response by its byte order mark, or else the declared charset, UTF-8, or GB18030.</summary>
    public static string Decode(byte[] bytes, MediaTypeHeaderValue? type)
    {
        if (bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF)
        {
            return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        }

        if (bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        {
            var utf16 = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return utf16.GetString(bytes, 2, bytes.Length - 2);
        }

        // If the declared charset is not known, the bytes decide.
        var declared = Encodings.Find(type?.CharSet?.Trim('"', '\'', ' '));
        // ASCII and Latin 1 are declared by servers that were not configured.
        if (declared is not null and not UTF8Encoding && declared.CodePage is not (20127 or 28591))
        {
            return declared.GetString(bytes);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Chinese servers that do not use UTF-8 use GB18030, which includes GBK and GB2312.
            return (Encodings.Find("gb18030") ?? Encoding.UTF8).GetString(bytes);
        }
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
#if NETSTANDARD2_0
        // Network streams of .NET Framework ignore the token while reading; closing the stream ends the read.
        using var closing = cancellationToken.Register(stream.Dispose);
        try
        {
            return await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
#else
        return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
#endif
    }
}
