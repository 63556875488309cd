using System.Net;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Http;

/// <summary>Sends one request and reads its response: what was sent, what was returned, and the meaning of a failure.</summary>
internal sealed class Transport : IDisposable
{
    /// <summary>The maximum length of the service's message that is kept, because it is written once for each recipient.</summary>
    private const int MaxWords = 1000;

    /// <summary>The maximum wait. No user waits longer than a day, and timers cannot wait longer than seven weeks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>.NET Framework reads the length of a body only once, and logs in to proxies in its own way.</summary>
    private const bool Knocks =
#if NETSTANDARD2_0
        false;
#else
        true;
#endif

    private readonly HttpClients _clients;
    private readonly Account _account;
    private readonly ClientSettings _settings;
    private readonly ErrorTable _errors;
    private readonly ConnectTimes _connecting = new();
    private readonly SemaphoreSlim _meeting = new(1, 1);
    private volatile bool _isDisposed;

    /// <param name="account">The account.</param>
    /// <param name="settings">How to reach the service.</param>
    /// <param name="rateLimiter">The rate limit; null for the one that the settings specify.</param>
    public Transport(Account account, ClientSettings settings, IRateLimiter? rateLimiter = null)
    {
        _account = account;
        _settings = settings;
        _errors = ErrorTable.Load(settings.ErrorPatternsPath ?? ErrorPatternFile.DefaultPath);
        _clients = new HttpClients(settings);
        RateLimiter = rateLimiter
            ?? settings.RateLimiter
            ?? AccountRateLimiter.Shared(
                settings.Endpoint,
                account.UserName,
                settings.RequestsPerSecond,
                settings.Time,
                settings.RateLimitFolder ?? RateLimitLockFile.DefaultFolder,
                isForAll: settings.RateLimitFolder is not null);
    }

    /// <summary>The rate limit of this account.</summary>
    public IRateLimiter RateLimiter { get; }

    /// <summary>How long before its departure a request connects.</summary>
    public TimeSpan Lead => _connecting.Lead;

    /// <summary>Returns the meaning of an error text of the service.</summary>
    public FailureKind Classify(string? words) => _errors.Classify(words);

    /// <summary>Creates a form that contains the login.</summary>
    public FormBody NewForm() => new FormBody().Add("api_user", _account.UserName).Add("api_pwd", _account.PasswordMd5);

    /// <summary>Sends a query.</summary>
    public async Task<Answer> QueryAsync(string path, FormBody form, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(_clients.Queries, path, form, isQuery: true, departure: null, cancellationToken).ConfigureAwait(false);
        _clients.ProxyLogin?.Answered();
        return answer;
    }

    /// <summary>Sends a submission over a separate connection.</summary>
    public async Task<Answer> SubmitAsync(string path, FormBody form, IDeparture? departure, CancellationToken cancellationToken)
    {
        if (_clients.ProxyLogin is { IsKnown: false } login)
        {
            await MeetProxyAsync(login, cancellationToken).ConfigureAwait(false);
        }

        return await PostAsync(_clients.Submissions, path, form, isQuery: false, departure, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _clients.Dispose();
    }

    /// <summary>Sends a query to find out whether the proxy requires a login, before an email could be lost.</summary>
    private async Task MeetProxyAsync(ProxyLogin login, CancellationToken cancellationToken)
    {
        await _meeting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!login.IsKnown)
            {
                await PostAsync(_clients.Submissions, "user/balance", NewForm(), isQuery: true, departure: null, cancellationToken).ConfigureAwait(false);
                login.Answered();
            }
        }
        catch (EmailCarException e) when (e.HttpStatus is not null && e.Kind != FailureKind.ProxyAuthentication)
        {
            login.Answered(); // problems behind the proxy are found by the submission itself
        }
        catch (EmailCarException e) when (e.MayHaveArrived)
        {
            // The query may have arrived; the email was not sent.
            throw new EmailCarException(FailureKind.Unreachable, e.Message, e) { Detail = e.Detail };
        }
        finally
        {
            _meeting.Release();
        }
    }

    /// <exception cref="EmailCarException">There is no readable response; the exception shows whether the request may have arrived.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the request.</exception>
    private async Task<Answer> PostAsync(
        Func<HttpClient> client, string path, FormBody form, bool isQuery, IDeparture? departure, CancellationToken cancellationToken)
    {
        var isAgain = false;
        while (true)
        {
            if (await TryPostAsync(client, path, form, isQuery, departure, isAgain, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            isAgain = true;
        }
    }

    /// <summary>Sends the request once. Returns null if the lease was lost before anything was sent.</summary>
    private async Task<Answer?> TryPostAsync(
        Func<HttpClient> client, string path, FormBody form, bool isQuery, IDeparture? departure, bool isAgain, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_settings.Timeout, _settings.Time, cancellationToken);
        long connecting = 0;
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        using var content = new RateLimitedContent(form.ToArray(), RateLimiter, deadline, departure)
        {
            OnConnected = () => _connecting.Add(_settings.Time.GetElapsedTime(connecting)),
            Knocks = Knocks && !isQuery && _clients.ProxyLogin is { AsksEachTime: true },
            Login = () => request.Headers.ProxyAuthorization?.Parameter,
        };
        request.Content = content;
        request.Headers.ConnectionClose = !isQuery && !content.Knocks; // a login may be bound to its connection
        request.Headers.ProxyAuthorization = _clients.ProxyLogin?.Header(_settings.Endpoint);
        try
        {
            await content.ApproachAsync(Lead, isAgain).ConfigureAwait(false);
            connecting = _settings.Time.GetTimestamp();
            using var http = client();
            ProxyLogin.Watch(content);
            using var response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
            if (content.HasOnlyKnocked && response.StatusCode != HttpStatusCode.ProxyAuthenticationRequired)
            {
                _clients.ProxyLogin?.DidNotAsk();
                return null;
            }

            var bytes = await AnswerText.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            return Read(response, AnswerText.Decode(bytes, response.Content.Headers.ContentType), isQuery);
        }
        catch (Exception e) when (content.Prevented is not null)
        {
            throw new EmailCarException(content.Prevented.Kind, content.Prevented.Message, e) { Detail = content.Prevented.Detail };
        }
        catch (InvalidDataException e)
        {
            throw new EmailCarException(FailureKind.Unreadable, e.Message, e) { MayHaveArrived = true };
        }
        catch (Exception e) when (e is not EmailCarException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception) when (content.IsLeaseLost)
        {
            return null;
        }
#if NETSTANDARD2_0
        catch (Exception e) when (e is not EmailCarException && !isQuery && content.IsChallenged && content.BeganToLeave)
        {
            // The proxy required a login, so it did not forward the request; the body of a submission is sent only once.
            throw new EmailCarException(FailureKind.ProxyAuthentication, new FailureDetail(FailureReason.EmptyAnswer, 407), e);
        }
#endif
        catch (ObjectDisposedException e) when (_isDisposed && !content.BeganToLeave)
        {
            throw new EmailCarException(FailureKind.Disconnected, "The client was disposed before the request was sent.", e);
        }
        catch (Exception e) when (e is not EmailCarException && deadline.Token.IsCancellationRequested)
        {
            var reason = content.BeganToLeave ? FailureReason.NoAnswer : FailureReason.NoConnection;
            throw new EmailCarException(FailureKind.TimedOut, new FailureDetail(reason, _settings.Timeout.TotalSeconds), e)
            {
                MayHaveArrived = content.BeganToLeave,
            };
        }
        catch (Exception e) when (e is not EmailCarException)
        {
            // Whatever the cause, such as an invalid proxy or a closed connection, every recipient must get a result.
            var kind = content.BeganToLeave ? FailureKind.ConnectionLost : FailureKind.Unreachable;
            throw new EmailCarException(kind, WithoutSecrets(Innermost(e).Message), HoldsSecret(e) ? null : e)
            {
                MayHaveArrived = content.BeganToLeave,
            };
        }
    }

    private Answer Read(HttpResponseMessage response, string text, bool isQuery)
    {
        var status = (int)response.StatusCode;
        var answer = Answer.TryRead(text);
        if (answer is { IsSuccess: true })
        {
            return answer;
        }

        var words = answer?.Message is { } message ? Cut(WithoutSecrets(message), MaxWords) : null;
        var meaning = answer is null ? FailureKind.Unreadable : _errors.Classify(words);
        var kind = status switch
        {
            // A message of the service that is understood has priority over the HTTP status.
            _ when meaning is not (FailureKind.Refused or FailureKind.Unreadable) && status != 407 => meaning,
            407 => FailureKind.ProxyAuthentication,
            408 or 429 or 503 => FailureKind.TooFast,

            // A gateway that timed out may also respond in JSON, with its own status in it.
            >= 500 when words is null => FailureKind.ServerError,
            _ when meaning == FailureKind.Refused => FailureKind.Refused,
            >= 300 and < 500 => FailureKind.WrongEndpoint,
            _ => FailureKind.Unreadable,
        };
        if (isQuery && kind == FailureKind.Refused && _errors.IsNoRows(words))
        {
            return answer!;
        }

        var detail = words is null ? Describe(response, text) : null;
        throw new EmailCarException(kind, words ?? detail!.ToString())
        {
            Detail = detail,
            ServiceMessage = words,
            HttpStatus = response.StatusCode,
            RetryAfter = RetryAfter(response),
            MayHaveArrived = kind is FailureKind.ServerError or FailureKind.Unreadable,
        };
    }

    private FailureDetail Describe(HttpResponseMessage response, string text)
    {
        var beginning = Cut(WithoutSecrets(text.Trim()), 80);
        var status = (int)response.StatusCode;
        return response.Headers.Location is { } location ? new(FailureReason.Redirected, status, WithoutSecrets(location.ToString()))
            : beginning.Length == 0 ? new(FailureReason.EmptyAnswer, status)
            : new(FailureReason.OtherAnswer, status, beginning);
    }

    /// <summary>Removes the login, because a server may echo what it received.</summary>
    private string WithoutSecrets(string text) =>
        Regex.Replace(text, _account.PasswordMd5, "***", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Cut(string text, int length) => text.Length > length ? text.Substring(0, length) + "…" : text;

    /// <summary>Returns whether the framework quotes an echoed login, as it does for invalid headers.</summary>
    private bool HoldsSecret(Exception e) => e.ToString().IndexOf(_account.PasswordMd5, StringComparison.OrdinalIgnoreCase) >= 0;

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date - _settings.Time.GetUtcNow());
        return delay > LongestWait ? LongestWait : delay > TimeSpan.Zero ? delay : null;
    }

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e;
    }
}
