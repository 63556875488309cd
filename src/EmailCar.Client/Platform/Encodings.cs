using System.Text;

namespace EmailCar.Platform;

/// <summary>Encodings by name, those of code pages included. Nothing is registered for the whole process.</summary>
internal static class Encodings
{
    /// <summary>Null for a name that nobody knows.</summary>
    public static Encoding? Find(string? name) =>
        string.IsNullOrEmpty(name) ? null : Try(() =>
#if NETSTANDARD2_0
            Encoding.GetEncoding(name));
#else
            CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
#endif

    /// <summary>Null for a code page that the system does not have.</summary>
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
