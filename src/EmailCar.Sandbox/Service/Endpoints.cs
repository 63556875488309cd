using System.Globalization;
using System.Text;
using EmailCar.Sandbox.Http;

namespace EmailCar.Sandbox.Service;

/// <summary>Maps a path and a body to a response, without using sockets.</summary>
internal sealed class Endpoints(SandboxOptions options, Outbox outbox, TimeProvider clock)
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly MailSend _send = new(outbox, options.IdShape);
    private readonly MailQueries _queries = new(outbox, options, clock);
    private readonly string _passwordHash = Md5.Hex(options.Password);
    private long _queryCount;

    /// <summary>The number of requests with a valid login other than submissions.</summary>
    public long QueryCount => Interlocked.Read(ref _queryCount);

    public Answer Answer(string method, string path, string contentType, RequestBody body)
    {
        Func<Form, Answer>? endpoint = path switch
        {
            "/v1/mail/send" => form => _send.Answer(form, body.ArrivedAt),
            "/v1/mail/lists" => Counted(_queries.Lists),
            "/v1/mail/stats" => Counted(_queries.Stats),
            "/v1/user/balance" => Counted(_ => Balance()),
            _ => null,
        };
        if (endpoint is null)
        {
            return Http.Answer.NotFound;
        }

        if (method != "POST")
        {
            return Http.Answer.Error(Texts.OnlyPost);
        }

        if (!contentType.Split(';')[0].Trim().Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            return Http.Answer.Error(Texts.OnlyForm);
        }

        if (body.IsTooLarge)
        {
            return Http.Answer.Error(Texts.TooLarge);
        }

        try
        {
            var form = Form.Parse(body.Bytes, body.Length);
            return IsLogin(form) ? endpoint(form) : Http.Answer.Error(Texts.BadLogin);
        }
        catch (DecoderFallbackException)
        {
            return Http.Answer.Error(Texts.OnlyUtf8);
        }
    }

    private Func<Form, Answer> Counted(Func<Form, Answer> query) => form =>
    {
        Interlocked.Increment(ref _queryCount);
        return query(form);
    };

    private bool IsLogin(Form form) =>
        form["api_user"] == options.UserName
        && (form["api_pwd"] == options.Password || form["api_pwd"].Equals(_passwordHash, StringComparison.OrdinalIgnoreCase));

    // One number as a string and two as numbers: a client must accept both (docs/service.md, user/balance).
    private Answer Balance() => Http.Answer.Success(Texts.Found, json =>
    {
        json.WriteStartObject("points");
        json.WriteNumber("ad", 0);
        json.WriteString("email", outbox.Points.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("sms", 0);
        json.WriteEndObject();
    });
}
