using EmailCar.Client.Tests.Support;
using EmailCar.Domains;
using static EmailCar.Client.Tests.Domains.RawDnsServer;

namespace EmailCar.Client.Tests.Domains;

/// <summary>The status of domains, for literal answers of a DNS server.</summary>
public class DomainResolverTests
{
    private static readonly Answer Nothing = new(NoError), Missing = new(NxDomain);

    [Theory]
    [InlineData("mail.example", DomainStatus.Accepts, "15")]
    [InlineData("four.example", DomainStatus.Accepts, "15 1")]
    [InlineData("six.example", DomainStatus.Accepts, "15 1 28")]
    [InlineData("nullmx.example", DomainStatus.AcceptsNoEmail, "15")]
    [InlineData("empty.example", DomainStatus.AcceptsNoEmail, "15 1 28")]
    [InlineData("missing.example", DomainStatus.NotFound, "15")]
    [InlineData("servfail.example", DomainStatus.Unknown, "15")]
    [InlineData("refused.example", DomainStatus.Unknown, "15")]
    [InlineData("half.example", DomainStatus.Unknown, "15 1 28")]
    [InlineData("large.example", DomainStatus.Accepts, "15 15 over TCP")]
    [InlineData("公司.example", DomainStatus.Accepts, "15")]
    public async Task The_answers_determine_the_status_of_a_domain(string domain, DomainStatus expected, string types)
    {
        using var server = new RawDnsServer(Zone);
        using var resolver = new DomainResolver([server.Address]);
        Assert.Equal(expected, await resolver.ResolveAsync(domain).Soon());
        Assert.Equal(types, string.Join(" ", server.Questions.Select(q => q[(q.IndexOf(' ') + 1)..]).Distinct()));
    }

    [Fact]
    public async Task Each_domain_is_queried_once_however_it_is_spelled()
    {
        using var server = new RawDnsServer(Zone);
        using var resolver = new DomainResolver([server.Address]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => resolver.ResolveAsync(i % 2 == 0 ? "mail.example" : "MAIL.Example"))).Soon();
        Assert.All(answers, a => Assert.Equal(DomainStatus.Accepts, a));
        Assert.Equal(["mail.example 15"], server.Questions);
    }

    [Fact]
    public async Task A_server_that_is_down_makes_no_domain_invalid()
    {
        string address;
        using (var server = new RawDnsServer(Zone))
        {
            address = server.Address;
        }

        using var resolver = new DomainResolver([address], TimeSpan.FromMilliseconds(50));
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => resolver.ResolveAsync($"d{i}.example"))).Soon();
        Assert.All(answers, a => Assert.Equal(DomainStatus.Unknown, a));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_makes_no_domain_invalid_and_is_soon_considered_down()
    {
        using var server = new RawDnsServer((_, _) => null);
        using var resolver = new DomainResolver([server.Address], TimeSpan.FromMilliseconds(50));
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => resolver.ResolveAsync($"d{i}.example"))).Soon();
        Assert.All(answers, a => Assert.Equal(DomainStatus.Unknown, a));
        Assert.InRange(server.Questions.Select(q => q.Split(' ')[0]).Distinct().Count(), 1, 128);
    }

    [Fact]
    public async Task A_domain_whose_servers_are_down_does_not_affect_the_others()
    {
        using var server = new RawDnsServer((name, type) => name.StartsWith("slow", StringComparison.Ordinal) ? null : Zone(name, type));
        using (var patient = new DomainResolver([server.Address]))
        {
            Assert.Equal(DomainStatus.Accepts, await patient.ResolveAsync("mail.example").Soon()); // the first query takes longer
        }

        using var resolver = new DomainResolver([server.Address], TimeSpan.FromMilliseconds(200));
        Assert.Equal(DomainStatus.Accepts, await resolver.ResolveAsync("mail.example").Soon());
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => resolver.ResolveAsync($"slow{i}.example"))).Soon();
        Assert.Equal(DomainStatus.NotFound, await resolver.ResolveAsync("missing.example").Soon());
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:53")]
    [InlineData(" 127.0.0.1:5353 ", "127.0.0.1:5353")]
    [InlineData("::1", "[::1]:53")]
    [InlineData("[::1]:5353", "[::1]:5353")]
    public void A_server_is_a_host_with_or_without_a_port(string text, string expected) =>
        Assert.Equal([expected], DnsServerAddress.Read(text).Select(e => e.ToString()));

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:dns")]
    [InlineData("127.0.0.1:65536")]
    [InlineData(":53")]
    [InlineData("no such host")]
    public void Any_other_text_is_not_a_server(string text) => Assert.Throws<FormatException>(() => new DomainResolver([text]));

    private static Answer? Zone(string name, ushort type) => (name, type) switch
    {
        ("mail.example" or "xn--55qx5d.example", Mx) => new Answer(NoError, (Mx, MxData(10, "mx.mail.example"))),
        ("nullmx.example", Mx) => new Answer(NoError, (Mx, MxData(0, "."))),
        ("large.example", Mx) => new Answer(NoError, (Mx, MxData(10, "mx.large.example"))) { OverTcpOnly = true },
        ("four.example", A) => new Answer(NoError, (A, [192, 0, 2, 1])),
        ("six.example", Aaaa) => new Answer(NoError, (Aaaa, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        ("half.example", A) or ("servfail.example", _) => new Answer(ServFail),
        ("refused.example", _) => new Answer(Refused),
        ("missing.example", _) => Missing,
        _ => Nothing,
    };
}
