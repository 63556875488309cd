using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Sandbox.Smtp;

/// <summary>
/// The certificate for STARTTLS: the given one, or else one for localhost, which is created when it is first needed, because
/// that takes longer than starting the sandbox. It is not signed by an authority.
/// </summary>
internal sealed class SmtpCertificate(X509Certificate2? given) : IDisposable
{
    private const string Name = "CN=localhost";

    private const int KeySize = 2048;

    private readonly Lazy<X509Certificate2> _made = new(Make);

    /// <summary>False if none was given and none can be created, as on Mono.</summary>
    public bool IsAvailable => given is not null || CanMake;

    public X509Certificate2 Value => given ?? _made.Value;

    /// <summary>Disposes a created certificate. A given certificate belongs to the caller.</summary>
    public void Dispose()
    {
        if (_made.IsValueCreated)
        {
            _made.Value.Dispose();
        }
    }

    /// <summary>Uses PKCS 12, because Windows cannot use a key for TLS that is only in memory.</summary>
    private static X509Certificate2 Make()
    {
        using var signed = SelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return new X509Certificate2(signed.Export(X509ContentType.Pkcs12, ""), "");
    }

#if NET
    private static bool CanMake => true;

    private static X509Certificate2 SelfSigned(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(KeySize);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        var request = new CertificateRequest(Name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(from, until);
    }
#else
    // .NET Framework has these types since 4.7.2; netstandard2.0 does not include them.
    private static readonly Type? Request = Framework("CertificateRequest");

    private static bool CanMake => Request is not null;

    private static X509Certificate2 SelfSigned(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = (RSA)typeof(RSA).GetMethod(nameof(RSA.Create), [typeof(int)])!.Invoke(null, [KeySize])!;
        var names = Activator.CreateInstance(Framework("SubjectAlternativeNameBuilder")!)!;
        Call(names, "AddDnsName", "localhost");
        Call(names, "AddIpAddress", IPAddress.Loopback);
        Call(names, "AddIpAddress", IPAddress.IPv6Loopback);
        var request = Activator.CreateInstance(Request!, Name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)!;
        ((ICollection<X509Extension>)Request!.GetProperty("CertificateExtensions")!.GetValue(request)!).Add((X509Extension)Call(names, "Build", false)!);
        return (X509Certificate2)Call(request, "CreateSelfSigned", from, until)!;
    }

    private static object? Call(object target, string method, params object[] arguments) =>
        target.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(target, arguments);

    private static Type? Framework(string name) =>
        typeof(RSACertificateExtensions).Assembly.GetType("System.Security.Cryptography.X509Certificates." + name);
#endif
}
