using System.Text;

namespace EmailCar.Sandbox.Mime;

/// <summary>Decodes text in a message in any encoding.</summary>
internal static class Charset
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <param name="bytes">The buffer with the text.</param>
    /// <param name="start">The position of its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="name">The name of the encoding in the message; if it is empty or unknown, UTF-8 is used, or Latin-1 if the text is not UTF-8.</param>
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
