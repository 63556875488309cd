using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Emails;

/// <summary>Identifies an email: 128 bits of a SHA-256 over its key and its address.</summary>
internal readonly record struct MailKey(ulong First, ulong Second);

/// <summary>
/// Computes the keys of emails. The key is the caller's message key, or a digest of the content; the identity also includes the
/// address. Not thread-safe.
/// </summary>
internal sealed class MailKeys : IDisposable
{
    /// <summary>
    /// A character that no key chosen by a person contains, so that "order-1#2" is never mistaken for the second "order-1".
    /// </summary>
    public const char OccurrenceSeparator = '\u001f';

    private const string DigestPrefix = "sha256:";
    private const int DigestBytes = 16;

    private readonly ConditionalWeakTable<MailContent, string> _digests = new();
    private readonly SHA256 _sha = SHA256.Create();
    private readonly MemoryStream _content = new();
    private byte[] _buffer = new byte[256];
    private string? _lastKey;
    private int _lastKeyLength;

    /// <summary>Returns the key of an email: the caller's message key, or "sha256:" and 32 hexadecimal digits.</summary>
    public string KeyOf(MailContent content, string? messageKey) => messageKey ?? _digests.GetValue(content, Digest);

    /// <summary>Returns the caller's message key without the occurrence number, or null for a digest.</summary>
    public static string? CallersOwn(string key)
    {
        var end = key.LastIndexOf(OccurrenceSeparator);
        var own = end < 0 ? key : key.Substring(0, end);
        return own.Length == DigestPrefix.Length + (2 * DigestBytes) && own.StartsWith(DigestPrefix, StringComparison.Ordinal) ? null : own;
    }

    /// <summary>Returns the identity of an email to an address. Addresses that differ only in case are the same.</summary>
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
        // In a list of different emails, each needs a digest, and creating a new buffer for each would take longer than the digest.
        _content.SetLength(0);
        using (var writer = new BinaryWriter(_content, Encoding.UTF8, leaveOpen: true))
        {
            // BinaryWriter writes each text with its length, so that two contents never give the same bytes.
            writer.Write(content.From);
            writer.Write(content.FromName);
            writer.Write(content.ReplyTo is not null);
            writer.Write(content.ReplyTo ?? "");
            writer.Write(content.Subject);
            writer.Write(content.OriginalHtml ?? content.Html);
            writer.Write(content.TrackOpens);
            writer.Write(content.TrackClicks);

            // Nothing is added for an email without additions, because journals of earlier versions identify such emails by the fields
            // above.
            if (content.Additions is { } additions)
            {
                writer.Write(additions.Identity);
            }
        }

        var hash = _sha.ComputeHash(_content.GetBuffer(), 0, (int)_content.Length);
        return DigestPrefix + string.Concat(hash.Take(DigestBytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
