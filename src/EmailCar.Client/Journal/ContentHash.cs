using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Emails;

namespace EmailCar.Journal;

/// <summary>
/// A hash of the values that mail/lists shows for an email: sender, name, reply address and subject. The salt comes from the journal
/// header. The hash makes it possible to compare rows with a submission although the journal contains no content. Not thread-safe.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>128 bits are more than enough and keep the lines short.</summary>
    private const int Bytes = 16;

    private readonly SHA256 _sha = SHA256.Create();
    private readonly MemoryStream _text = new();
    private readonly byte[] _salt;

    /// <param name="salt">The salt in the header.</param>
    public ContentHash(string salt) => _salt = Encoding.ASCII.GetBytes(salt);

    /// <summary>Returns the hash of content that is sent.</summary>
    public string Of(MailContent content) => Of(content.From, content.FromName, content.ReplyTo, content.Subject);

    /// <summary>Returns the hash of a row of mail/lists.</summary>
    public string Of(Delivery row) => Of(row.From, row.FromName, row.ReplyTo, row.Subject);

    public void Dispose()
    {
        _sha.Dispose();
        _text.Dispose();
    }

    private string Of(string from, string fromName, string? replyTo, string subject)
    {
        // A service may omit a reply address that equals the sender, and blanks around a text; the email is still the same.
        from = from.Trim();
        _text.SetLength(0);
        _text.Write(_salt, 0, _salt.Length);
        using (var writer = new BinaryWriter(_text, Encoding.UTF8, leaveOpen: true))
        {
            // BinaryWriter writes each text with its length, so that two contents never give the same bytes.
            writer.Write(from.ToLowerInvariant());
            writer.Write(OrSender(fromName, from));
            writer.Write(OrSender(replyTo, from).ToLowerInvariant());
            writer.Write(subject.Trim());
        }

        var hash = _sha.ComputeHash(_text.GetBuffer(), 0, (int)_text.Length);
        return string.Concat(hash.Take(Bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string OrSender(string? text, string from) => text?.Trim() is { Length: > 0 } own ? own : from;
}
