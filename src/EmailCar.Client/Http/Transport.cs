using System.Net;
using System.Text.RegularExpressions;
using EmailCar.Failures;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar.Http;

/// <summary>One request and its answer: what left, what came back, and what a failure means.</summary>
internal sealed class Transport : IDisposable
{
    /// <summary>Of the service's words so many characters are kept: they are written once for each recipient.</summary>
    private const int MaxWords = 1000;

    /// <summary>More than a day nobody waits, and more than seven weeks no timer can.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>.NET Framework takes the length of a body once, and logs in to proxies in its own way.</summary>
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

    public Transport(Account account, ClientSettings settings)
    {
        _account = account;
        _settings = settings;
        _errors = ErrorTable.Load(settings.ErrorPatternsPath ?? ErrorPatternFile.DefaultPath);
        _clients = new HttpClients(settings);
        RateLimiter = settings.RateLimiter
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

    /// <summary>What the service's words mean.</summary>
    public FailureKind Classify(string? words) => _errors.Classify(words);

    /// <summary>A form that already holds the login.</summary>
    public FormBody NewForm() => new FormBody().Add("api_user", _account.UserName).Add("api_pwd", _account.PasswordMd5);

    /// <summary>Posts a query.</summary>
    public async Task<Answer> QueryAsync(string path, FormBody form, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(_clients.Queries, path, form, isQuery: true, departure: null, cancellationToken).ConfigureAwait(false);
        _clients.ProxyLogin?.Answered();
        return answer;
    }

    /// <summary>Posts a submission, over a connection of its own.</summary>
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

    /// <summary>Finds out by a query whether the proxy asks for a login, before an email is at stake.</summary>
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
            login.Answered(); // what is wrong beyond the proxy, the submission itself finds out
        }
        catch (EmailCarException e) when (e.MayHaveArrived)
        {
            // The query may have arrived; the email has not left.
            throw new EmailCarException(FailureKind.Unreachable, e.Message, e) { Detail = e.Detail };
        }
        finally
        {
            _meeting.Release();
        }
    }

    /// <exception cref="EmailCarException">Anything but a readable answer; it says whether the request may have arrived.</exception>
    /// <exception cref="OperationCanceledException">The user stopped.</exception>
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

    /// <summary>Null when the lease was lost before anything left.</summary>
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
        request.Headers.ConnectionClose = !isQuery && !content.Knocks; // a login may belong to its connection
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
            // The proxy asked, so it has forwarded nothing; and a submission's body leaves once.
            throw new EmailCarException(FailureKind.ProxyAuthentication, new FailureDetail(FailureReason.EmptyAnswer, 407), e);
        }
#endif
        catch (ObjectDisposedException e) when (_isDisposed && !content.BeganToLeave)
        {
            throw new EmailCarException(FailureKind.Disconnected, "The client was disposed of meanwhile.", e);
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
            // Whatever it is, a proxy that can't be one or a connection that was closed meanwhile: nobody may be lost over it.
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
            // The service's own words, where they are understood, say more than the status they came with.
            _ when meaning is not (FailureKind.Refused or FailureKind.Unreadable) && status != 407 => meaning,
            407 => FailureKind.ProxyAuthentication,
            408 or 429 or 503 => FailureKind.TooFast,

            // A gateway that has lost patience with the service answers in JSON too, and with a status of its own in it.
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

    /// <summary>A server may echo what it was sent.</summary>
    private string WithoutSecrets(string text) =>
        Regex.Replace(text, _account.PasswordMd5, "***", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Cut(string text, int length) => text.Length > length ? text.Substring(0, length) + "…" : text;

    /// <summary>True when the framework quotes an echo, as it does of headers that are none.</summary>
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
