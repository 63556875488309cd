using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Emails;

/// <summary>What makes a mail the same mail: 128 bits of a SHA-256 over its key and its address.</summary>
internal readonly record struct MailKey(ulong First, ulong Second);

/// <summary>
/// Names mails. The key is the caller's own where one is given, else a digest of all that the mail consists of; the
/// address belongs to it either way. Not safe for use by several threads.
/// </summary>
internal sealed class MailKeys : IDisposable
{
    /// <summary>Stands in no key that a person would give, so that "order-1#2" is never the second "order-1".</summary>
    public const char OccurrenceSeparator = '\u001f';

    private const string DigestPrefix = "sha256:";
    private const int DigestBytes = 16;

    private readonly ConditionalWeakTable<MailContent, string> _digests = new();
    private readonly SHA256 _sha = SHA256.Create();
    private readonly MemoryStream _content = new();
    private byte[] _buffer = new byte[256];
    private string? _lastKey;
    private int _lastKeyLength;

    /// <summary>The key of a mail: the caller's own, else "sha256:" and 32 hexadecimal digits.</summary>
    public string KeyOf(MailContent content, string? messageKey) => messageKey ?? _digests.GetValue(content, Digest);

    /// <summary>The caller's own part of a key: null for a digest, and without the number of an occurrence.</summary>
    public static string? CallersOwn(string key)
    {
        var end = key.LastIndexOf(OccurrenceSeparator);
        var own = end < 0 ? key : key.Substring(0, end);
        return own.Length == DigestPrefix.Length + (2 * DigestBytes) && own.StartsWith(DigestPrefix, StringComparison.Ordinal) ? null : own;
    }

    /// <summary>The identity of a key's mail to an address. Addresses that differ by case alone are one.</summary>
    public MailKey IdentityOf(string key, string address)
    {
        address = address.ToLowerInvariant();
        var needed = Encoding.UTF8.GetMaxByteCount(key.Length) + 1 + Encoding.UTF8.GetMaxByteCount(address.Length);
        if (_buffer.Length < needed)
        {
            _buffer = new byte[needed];
            _lastKey = null;
        }

        if (!ReferenceEquals(key, _lastKey))
        {
            _lastKeyLength = Encoding.UTF8.GetBytes(key, 0, key.Length, _buffer, 0);
            _buffer[_lastKeyLength++] = 0;
            _lastKey = key;
        }

        var length = _lastKeyLength + Encoding.UTF8.GetBytes(address, 0, address.Length, _buffer, _lastKeyLength);
        var hash = _sha.ComputeHash(_buffer, 0, length);
        return new MailKey(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    public void Dispose()
    {
        _sha.Dispose();
        _content.Dispose();
    }

    private string Digest(MailContent content)
    {
        // Of a list of mails that all differ, each comes by here: a buffer of its own for each costs more than the digest.
        _content.SetLength(0);
        using (var writer = new BinaryWriter(_content, Encoding.UTF8, leaveOpen: true))
        {
            // BinaryWriter writes each text with its length, so that no two contents run into the same bytes.
            writer.Write(content.From);
            writer.Write(content.FromName);
            writer.Write(content.ReplyTo is not null);
            writer.Write(content.ReplyTo ?? "");
            writer.Write(content.Subject);
            writer.Write(content.OriginalHtml ?? content.Html);
            writer.Write(content.TrackOpens);
            writer.Write(content.TrackClicks);
        }

        var hash = _sha.ComputeHash(_content.GetBuffer(), 0, (int)_content.Length);
        return DigestPrefix + string.Concat(hash.Take(DigestBytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
