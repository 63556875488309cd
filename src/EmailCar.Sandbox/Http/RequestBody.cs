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
}
