#if !NETSTANDARD2_0
using System.Text;
#endif

namespace EmailCar.Tables;

/// <summary>
/// Provides code pages to a library that requests them from .NET by number. PowerShell registers code pages for its process; in other
/// processes they are registered only for the calling thread.
/// </summary>
internal static class CodePages
{
    /// <summary>Provides code pages until the returned object is disposed.</summary>
    public static IDisposable Lend()
    {
#if NETSTANDARD2_0
        // .NET Framework has them built in.
        return new Loan();
#else
        return new Provider.Loan();
#endif
    }

#if NETSTANDARD2_0
    private sealed class Loan : IDisposable
    {
        public void Dispose()
        {
        }
    }
#else
    private sealed class Provider : EncodingProvider
    {
        [ThreadStatic]
        private static int _loans;

        static Provider() => Encoding.RegisterProvider(new Provider());

        public override Encoding? GetEncoding(int codepage) => _loans > 0 ? CodePagesEncodingProvider.Instance.GetEncoding(codepage) : null;

        public override Encoding? GetEncoding(string name) => _loans > 0 ? CodePagesEncodingProvider.Instance.GetEncoding(name) : null;

        public sealed class Loan : IDisposable
        {
            public Loan() => _loans++;

            public void Dispose() => _loans--;
        }
    }
#endif
}
