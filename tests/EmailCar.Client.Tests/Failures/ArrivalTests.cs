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
    public async Task A_refused_connection_means_it_never_left()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}/v1/");
        listener.Stop();
        await Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(endpoint));
    }

    [Fact]
    public Task A_name_nobody_has_means_it_never_left() =>
        Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(new Uri("http://no-such-host.invalid/v1/")));

    [Fact]
    public async Task A_failed_TLS_handshake_means_it_never_left()
    {
        Server.HangUp(100);
        await Fails(FailureKind.Unreachable, mayHaveArrived: false, NewClient(Https));
    }

    [Fact]
    public async Task A_TLS_handshake_without_end_means_it_never_left()
    {
        var submitting = NewClient(Https).SubmitAsync(Mail, ["a@x.cn"], CancellationToken.None);
        await Server.ConnectionAsync().Soon();
        Clock.Advance(Timeout);
        var failure = await Assert.ThrowsAsync<EmailCarException>(() => submitting.Soon());
        Assert.Equal((FailureKind.TimedOut, false), (failure.Kind, failure.MayHaveArrived));
        Assert.Contains("No connection within 3600 s", failure.Message);
    }

    [Fact]
    public async Task A_connection_reset_within_the_body_leaves_it_unknown()
    {
        Server.Answer(SendPath, RawAnswer.ResetAfter(100_000));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
    }

    [Fact]
    public async Task A_connection_reset_before_the_body_was_read_leaves_it_unknown()
    {
        Server.Answer(SendPath, RawAnswer.ResetAfter(0));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
    }

    [Fact]
    public async Task A_connection_closed_instead_of_an_answer_leaves_it_unknown()
    {
        Server.Answer(SendPath, RawAnswer.HangUp);
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public async Task A_connection_cut_within_the_answer_leaves_it_unknown()
    {
        Server.Answer(SendPath, RawAnswer.Json("""{"data":{},"msg":"ok","status":"success"}""").CutAfter(25));
        await Fails(FailureKind.ConnectionLost, mayHaveArrived: true);
        Assert.Single(Server.Submissions);
    }

    [Fact]
    public async Task A_request_that_can_not_be_read_whole_was_never_taken_for_one()
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
