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

    private readonly HttpClients _clients;
    private readonly Account _account;
    private readonly ClientSettings _settings;
    private readonly ErrorTable _errors;
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

    /// <summary>The pace of this account.</summary>
    public IRateLimiter RateLimiter { get; }

    /// <summary>A form that already holds the login.</summary>
    public FormBody NewForm() => new FormBody().Add("api_user", _account.UserName).Add("api_pwd", _account.PasswordMd5);

    /// <summary>Posts a query.</summary>
    public Task<Answer> QueryAsync(string path, FormBody form, CancellationToken cancellationToken) =>
        PostAsync(_clients.Queries, path, form, isQuery: true, departure: null, cancellationToken);

    /// <summary>Posts a submission, over a connection of its own.</summary>
    public Task<Answer> SubmitAsync(string path, FormBody form, IDeparture? departure, CancellationToken cancellationToken) =>
        PostAsync(_clients.Submissions, path, form, isQuery: false, departure, cancellationToken);

    public void Dispose()
    {
        _isDisposed = true;
        _clients.Dispose();
    }

    /// <exception cref="EmailCarException">Anything but a readable answer; it says whether the request may have arrived.</exception>
    /// <exception cref="OperationCanceledException">The user stopped.</exception>
    private async Task<Answer> PostAsync(
        Func<HttpClient> client, string path, FormBody form, bool isQuery, IDeparture? departure, CancellationToken cancellationToken)
    {
        Answer? answer = null;
        while (answer is null)
        {
            answer = await TryPostAsync(client, path, form, isQuery, departure, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>Null when the turn was lost before anything left.</summary>
    private async Task<Answer?> TryPostAsync(
        Func<HttpClient> client, string path, FormBody form, bool isQuery, IDeparture? departure, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_settings.Timeout, _settings.Time, cancellationToken);
        using var content = new RateLimitedContent(form.ToArray(), RateLimiter, deadline, departure);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        try
        {
            await content.AcquireEarlyAsync().ConfigureAwait(false);
            using var http = client();
            using var response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
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
            _ when meaning is not (FailureKind.Refused or FailureKind.Unreadable) => meaning,
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
