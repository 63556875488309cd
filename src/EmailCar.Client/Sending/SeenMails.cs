using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Sending;

/// <summary>
/// Remembers which mail went to which address in this run, at a fixed small cost each: a 128-bit part of the
/// SHA-256 of both.
/// </summary>
internal sealed class SeenMails : IDisposable
{
    private readonly HashSet<(ulong, ulong)> _seen = [];
    private readonly ConditionalWeakTable<MailContent, byte[]> _digests = new();
    private readonly SHA256 _sha = SHA256.Create();

    /// <summary>False when the same mail to the same address was added before. Addresses differ by more than case.</summary>
    public bool Add(MailContent content, string address)
    {
        var digest = _digests.GetValue(content, Digest);
        var name = Encoding.UTF8.GetBytes(address.ToLowerInvariant());
        var both = new byte[digest.Length + name.Length];
        digest.CopyTo(both, 0);
        name.CopyTo(both, digest.Length);
        var hash = _sha.ComputeHash(both);
        return _seen.Add((BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8)));
    }

    public void Dispose() => _sha.Dispose();

    private byte[] Digest(MailContent content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            // BinaryWriter writes each text with its length, so that no two contents run into the same bytes.
            writer.Write(content.From);
            writer.Write(content.FromName);
            writer.Write(content.ReplyTo is not null);
            writer.Write(content.ReplyTo ?? "");
            writer.Write(content.Subject);
            writer.Write(content.Html);
            writer.Write(content.TrackOpens);
            writer.Write(content.TrackClicks);
        }

        return _sha.ComputeHash(bytes.ToArray());
    }
}
