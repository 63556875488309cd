using System.Net;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Requests;

/// <summary>A proxy that handles the requests themselves and requires a login: which login it gets, and what it sees of an email before.</summary>
public class ProxyLoginTests : ServiceTest
{
    private const string Success = """{"data":{"return":{"id":873216184254383362}},"msg":"ok","status":"success"}""";
    private const string Digest = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"abc\", qop=\"auth\"";

    private static readonly Uri Service = new("http://api.example/v1/");

    private EmailCarClient ThroughProxy(string? user = "ops") => NewClient(Service, proxy: new WebProxy(new Uri(Server.Endpoint, "/"))
    {
        Credentials = user is null ? null : new NetworkCredential(user, "秘密"),
    });

    [Fact]
    public async Task A_proxy_that_requires_no_login_gets_none()
    {
        Server.Answer(BalancePath, Success);
        Server.Answer(SendPath, Success);
        await ThroughProxy().SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon();
        Assert.Equal([BalancePath, SendPath], Server.Requests.Select(r => r.Path));
        Assert.All(Server.Requests, r => Assert.Null(r.Header("Proxy-Authorization")));
    }

    [Fact]
    public async Task A_proxy_that_required_basic_gets_it_with_each_email()
    {
        Server.Handle(BalancePath, AnswersWith("Basic "));
        Server.Handle(SendPath, AnswersWith("Basic "));
        var client = ThroughProxy();
        await client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon();
        await client.SubmitAsync(Mail, ["b@x.cn"], CancellationToken.None).Soon();
        Assert.Equal(2, Server.Submissions.Count);
        Assert.All(Server.Submissions, r => Assert.Equal("Basic b3BzOuenmOWvhg==", r.Header("Proxy-Authorization")));
    }

#if NET
    [Fact]
    public async Task A_proxy_that_requires_digest_sees_an_email_only_with_the_login()
    {
        Server.Handle(BalancePath, AnswersWith("Digest "));
        Server.Handle(SendPath, AnswersWith("Digest "));
        var client = ThroughProxy();
        Assert.Equal([873216184254383362], await client.SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal([873216184254383362], await client.SubmitAsync(Mail, ["b@x.cn"], CancellationToken.None).Soon());
        var withEmail = Server.Submissions.Where(r => r.Body.Length > 0).ToArray();
        Assert.Equal(2, withEmail.Length);
        Assert.All(withEmail, r => Assert.StartsWith("Digest ", r.Header("Proxy-Authorization")));
        Assert.Equal(4, Server.Submissions.Count);
    }

    [Fact]
    public async Task A_proxy_that_stops_requiring_a_login_still_gets_the_email()
    {
        Server.Handle(BalancePath, AnswersWith("Digest "));
        Server.Answer(SendPath, Success);
        await ThroughProxy().SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon();
        Assert.Equal([0, 1], Server.Submissions.Select(r => r.Body.Length > 0 ? 1 : 0));
    }
#endif

    [Theory]
    [InlineData("Proxy-Authenticate: Basic realm=\"r\"")]
#if NET
    // Mono, used in place of .NET Framework, reports such a proxy as unreachable.
    [InlineData(Digest)]
#endif
    [InlineData("Proxy-Authenticate: Other")]
    public async Task A_proxy_that_accepts_no_login_sees_no_email(string challenge)
    {
        Server.Answer(BalancePath, RawAnswer.Text(407, "no", challenge));
        Server.Answer(SendPath, RawAnswer.Text(407, "no", challenge));
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => ThroughProxy().SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal((FailureKind.ProxyAuthentication, false), (failure.Kind, failure.MayHaveArrived));
        Assert.Empty(Server.Submissions);
    }

    [Fact]
    public async Task Without_a_login_status_407_means_that_nothing_arrived()
    {
        Server.Answer(SendPath, RawAnswer.Text(407, "no", Digest));
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => ThroughProxy(user: null).SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal((FailureKind.ProxyAuthentication, false), (failure.Kind, failure.MayHaveArrived));
    }

    private static Func<RawRequest, RawAnswer> AnswersWith(string scheme) => request =>
        request.Header("Proxy-Authorization")?.StartsWith(scheme, StringComparison.Ordinal) == true ? Success
        : RawAnswer.Text(407, "no", scheme == "Basic " ? "Proxy-Authenticate: Basic realm=\"r\"" : Digest);
}
