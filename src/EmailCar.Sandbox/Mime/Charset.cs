using System.Text;

namespace EmailCar.Sandbox.Mime;

/// <summary>Text out of the bytes of a message, whatever encoding it names.</summary>
internal static class Charset
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <param name="bytes">Where the text is.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="name">The encoding's name as the message gives it; empty or unknown for UTF-8, or Latin-1 where it is no UTF-8.</param>
    public static string Decode(byte[] bytes, int start, int length, string name = "")
    {
        if (Find(name) is { } encoding)
        {
            return encoding.GetString(bytes, start, length);
        }

        try
        {
            return Strict.GetString(bytes, start, length);
        }
        catch (DecoderFallbackException)
        {
            return Latin1.GetString(bytes, start, length);
        }
    }

    private static Encoding? Find(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        try
        {
#if NET
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
#else
            return Encoding.GetEncoding(name);
#endif
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
