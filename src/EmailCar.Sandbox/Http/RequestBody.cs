namespace EmailCar.Sandbox.Http;

/// <summary>What came in after the headers.</summary>
/// <param name="Bytes">A buffer, filled up to <paramref name="Length"/>.</param>
/// <param name="Length">Bytes in the buffer.</param>
/// <param name="IsTooLarge">There was more than <see cref="Limit"/>; the rest was read and dropped.</param>
/// <param name="ArrivedAt">Timestamp of the <see cref="TimeProvider"/> at the first bytes.</param>
internal sealed record RequestBody(byte[] Bytes, int Length, bool IsTooLarge, long ArrivedAt)
{
    /// <summary>Bytes of a body that are kept at most.</summary>
    public const int Limit = 32 * 1024 * 1024;

    /// <summary>Reads to the end, even of what is too large: a client that is cut off while writing never sees the answer.</summary>
    public static async Task<RequestBody> ReadAsync(Stream stream, TimeProvider clock)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var isTooLarge = false;
        long? arrivedAt = null;

        int read;
        while ((read = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            // The first bytes count for the pace, not the last: large bodies take long to read, and how long varies.
            arrivedAt ??= clock.GetTimestamp();
            isTooLarge |= kept.Length + read > Limit;
            if (!isTooLarge)
            {
                kept.Write(buffer, 0, read);
            }
        }

        return new RequestBody(kept.GetBuffer(), (int)kept.Length, isTooLarge, arrivedAt ?? clock.GetTimestamp());
    }
}
