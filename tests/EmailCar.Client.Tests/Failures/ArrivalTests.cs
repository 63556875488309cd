using System.Net;
using System.Net.Sockets;
using EmailCar.Client.Tests.Support;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Failures;

/// <summary>Whether a submission may have arrived, for each way in which a connection can break.</summary>
public class ArrivalTests : ServiceTest
{
    private static readonly MailContent LongMail = Mail with { Html = new string('长', 2_000_000) };

    [Fact]
    public async Task A_refused_connection_means_that_the_request_was_not_sent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}/v1/");
        listener.Stop();
        await Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(endpoint));
    }

    [Fact]
    public Task An_unknown_host_name_means_that_the_request_was_not_sent() =>
        Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(new Uri("http://no-such-host.invalid/v1/")));

    [Fact]
    public async Task A_failed_TLS_handshake_means_that_the_request_was_not_sent()
    {
        Server.HangUp(100);
        await Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(Https));
    }

    [Fact]
    public async Task An_endless_TLS_handshake_means_that_the_request_was_not_sent()
    {
        var submitting = NewClient(Https).SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        await Server.ConnectionAsync().Soon();
        Clock.Advance(Timeout);
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => submitting.Soon());
        Assert.Equal((FailureKind.TimedOut, false), (failure.Kind, failure.MayHaveArrived));
        Assert.Contains("No connection within 3600 s", failure.Message);
    }

    [Fact]
    public async Task A_connection_reset_within_the_body_leaves_the_result_unknown()
    {
        Server.Answer(SendPath, RawAnswer.ResetAfter(100_000));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
    }

    [Fact]
    public async Task A_connection_reset_before_the_body_was_read_leaves_the_result_unknown()
    {
        Server.Answer(SendPath, RawAnswer.ResetAfter(0));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
    }

    [Fact]
    public async Task A_connection_closed_instead_of_a_response_leaves_the_result_unknown()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public async Task A_connection_closed_within_the_response_leaves_the_result_unknown()
    {
        Server.Answer(SendPath, RawAnswer.Json("""{"data":{},"msg":"ok","status":"success"}""").CutAfter(25));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public async Task An_incomplete_request_is_never_treated_as_complete()
    {
        Server.Answer(SendPath, RawAnswer.ResetAfter(10));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
        Assert.Empty(Server.Submissions);
    }

    private Uri Https => new(Server.Endpoint.AbsoluteUri.Replace("http://", "https://"));

    private async Task Fails(FailureKind kind, bool mayHaveArrived, EmailCarClient? client = null)
    {
        var failure = await Assert.ThrowsAsync<EmailCarException>(
            () => (client ?? Client).SubmitAsync(LongMail, ["a@x.cn"], CancellationToken.None).Soon());
        Assert.Equal((kind, mayHaveArrived), (failure.Kind, failure.MayHaveArrived));
        Assert.NotEmpty(failure.Message);
        Assert.Null(failure.HttpStatus);
    }
}
