namespace EmailCar.Testing;

/// <summary>Reads heads and bodies from a connection.</summary>
internal sealed class RawConnection(Stream stream)
{
    private static readonly byte[] EndOfHead = [13, 10, 13, 10];

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the head of the next request with its empty line. Returns null if the client disconnected.</summary>
    public async Task<byte[]?> ReadHeadAsync()
    {
        var head = new MemoryStream();
        var matched = 0;
        while (matched < EndOfHead.Length)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false))
            {
                return null;
            }

            var value = _buffer[_start++];
            head.WriteByte(value);
            matched = value == EndOfHead[matched] ? matched + 1 : value == EndOfHead[0] ? 1 : 0;
        }

        return head.ToArray();
    }

    /// <summary>Reads this many bytes, or fewer if the client disconnected.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new MemoryStream();
        while (bytes.Length < count && (_start < _end || await FillAsync().ConfigureAwait(false)))
        {
            var taken = Math.Min(count - (int)bytes.Length, _end - _start);
            bytes.Write(_buffer, _start, taken);
            _start += taken;
        }

        return bytes.ToArray();
    }

    public Task WriteAsync(byte[] bytes) => stream.WriteAsync(bytes, 0, bytes.Length);

    private async Task<bool> FillAsync()
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false);
        return _end > 0;
    }
}
