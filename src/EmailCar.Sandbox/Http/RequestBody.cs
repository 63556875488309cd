namespace EmailCar.Sandbox.Http;

/// <summary>The body of a request.</summary>
/// <param name="Bytes">The buffer, filled up to <paramref name="Length"/>.</param>
/// <param name="Length">The number of bytes in the buffer.</param>
/// <param name="IsTooLarge">True if there were more than <see cref="Limit"/> bytes; the rest was read and discarded.</param>
/// <param name="ArrivedAt">The timestamp of the <see cref="TimeProvider"/> at the first bytes.</param>
internal sealed record RequestBody(byte[] Bytes, int Length, bool IsTooLarge, long ArrivedAt)
{
    /// <summary>The maximum number of bytes of a body that are kept.</summary>
    public const int Limit = 32 * 1024 * 1024;
}
