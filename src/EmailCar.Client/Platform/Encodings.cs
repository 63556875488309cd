using System.Text;

namespace EmailCar.Platform;

/// <summary>Finds encodings by name, including code pages, without registering them for the whole process.</summary>
internal static class Encodings
{
    /// <summary>Returns the encoding, or null if the name is not known.</summary>
    public static Encoding? Find(string? name) =>
        string.IsNullOrEmpty(name) ? null : Try(() =>
#if NETSTANDARD2_0
            Encoding.GetEncoding(name));
#else
            CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
#endif

    /// <summary>Returns the encoding, or null if the system does not have the code page.</summary>
    public static Encoding? Find(int codePage) => Try(() =>
#if NETSTANDARD2_0
        Encoding.GetEncoding(codePage));
#else
        CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage));
#endif

    private static Encoding? Try(Func<Encoding> find)
    {
        try
        {
            return find();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
