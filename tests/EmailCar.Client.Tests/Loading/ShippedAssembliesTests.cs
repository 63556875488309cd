using System.Reflection;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Loading;

/// <summary>On .NET Framework, these tests use the files that the module ships.</summary>
public class ShippedAssembliesTests
{
    private static readonly string Shipped = Path.Combine(Repository.Module, "lib", "netstandard2.0");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Shipped, "*.dll").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_used_by_the_tests_is_the_shipped_one(string name) =>
        Assert.Equal(Digest(Path.Combine(Shipped, name)), Digest(Path.Combine(AppDomain.CurrentDomain.BaseDirectory, name)));

    [Theory]
    [InlineData("EmailCar.Client")]
    [InlineData("EmailCar.Sandbox")]
    [InlineData("Microsoft.Extensions.Http")]
    [InlineData("MailKit")]
    [InlineData("MimeKit")]
    [InlineData("DnsClient")]
    [InlineData("Polly.Core")]
    [InlineData("System.Text.Json")]
    public void The_file_is_a_build_for_netstandard(string name)
    {
        var assembly = Assembly.Load(name);
        Assert.Equal(".NETStandard,Version=v2.0", assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName);
    }

    private static string Digest(string file)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(File.ReadAllBytes(file)));
    }
}
