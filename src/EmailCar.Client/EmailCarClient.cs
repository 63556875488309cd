using System.Globalization;
using System.Runtime.CompilerServices;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.RateLimiting;
using EmailCar.Redis;
using EmailCar.Settings;
using EmailCar.Smtp;

namespace EmailCar;

/// <summary>A client for the EmailCar service, with one method per API call. Thread-safe.</summary>
public sealed class EmailCarClient : IDisposable
{
    /// <summary>The maximum number of rows on a page of mail/lists (docs/service.md, mail/lists).</summary>
    public const int MaxPageSize = 40;

    private readonly Transport _transport;
    private readonly object _gate = new();
    private SmtpSubmissions? _smtp;
    private readonly SharedRedis? _redis;

    /// <summary>Creates a client for one account.</summary>
    /// <exception cref="ErrorPatternFileException">The file with the user's patterns for error texts is not valid.</exception>
    public EmailCarClient(Account account, ClientSettings settings)
    {
        Account = account ?? throw new ArgumentNullException(nameof(account));
        Settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _redis = settings.Redis is null ? null : new SharedRedis(account, settings);
        _transport = new Transport(account, settings, _redis?.RateLimiter);
    }

    /// <summary>The account that is used.</summary>
    public Account Account { get; }

    /// <summary>How the client connects to the service.</summary>
    public ClientSettings Settings { get; }

    /// <summary>The problem that prevents the rate limit from being shared across processes.</summary>
    public RateLimitProblem RateLimitProblem => _transport.RateLimiter.Problem;

    /// <summary>The current day in the service's time zone, UTC+8 (docs/service.md, mail/lists).</summary>
    public DateTime Today => DayOf(Settings.Time.GetUtcNow());

    /// <summary>The current outage of Redis; null if Redis is available or not used.</summary>
    public RedisOutage? RedisOutage => _redis?.Outage;

    /// <summary>The rate limit of the account.</summary>
    internal IRateLimiter RateLimiter => _transport.RateLimiter;

    /// <summary>How long before its departure a request connects.</summary>
    internal TimeSpan Lead => _transport.Lead;

    /// <summary>Returns the day of a time in the service's time zone, UTC+8.</summary>
    public static DateTime DayOf(DateTimeOffset time) => time.ToOffset(ClientSettings.ServiceOffset).Date;

    /// <summary>Connects to Redis and checks which data it may lose; returns nothing without Redis.</summary>
    /// <exception cref="EmailCarException">RedisUnavailable.</exception>
    public Task<IReadOnlyList<RedisRisk>> GetRedisRisksAsync(CancellationToken cancellationToken) =>
        _redis is null ? Task.FromResult<IReadOnlyList<RedisRisk>>([]) : _redis.GetRisksAsync(cancellationToken);

    /// <summary>Opens a journal for reading.</summary>
    /// <param name="path">A file, or redis:name.</param>
    /// <exception cref="JournalException">A line is damaged, or the journal cannot be read.</exception>
    /// <exception cref="EmailCarException">RedisUnavailable.</exception>
    public JournalView ViewJournal(string path) => new(JournalAt(path));

    /// <summary>Copies a journal. The destination must not exist.</summary>
    /// <param name="source">A file, or redis:name.</param>
    /// <param name="destination">A file, or redis:name.</param>
    /// <returns>The counts of the copy.</returns>
    /// <exception cref="JournalException">The destination exists, or one of the journals cannot be used.</exception>
    /// <exception cref="EmailCarException">RedisUnavailable.</exception>
    public JournalSummary CopyJournal(string source, string destination)
    {
        var from = JournalAt(source);
        if (!from.Exists)
        {
            var missing = new FileNotFoundException("There is no such journal.", source);
            throw new JournalException(JournalProblem.Unusable, source, missing.Message, missing);
        }

        if (from.IsInUse)
        {
            throw new JournalException(JournalProblem.InUse, source, "A run is writing it.");
        }

        JournalAt(destination).CopyFrom(from);
        using var copy = ViewJournal(destination);
        return copy.Summary;
    }

    /// <summary>Returns whether a path is that of a journal in Redis.</summary>
    public static bool IsRedisJournal(string path) => RedisJournalPath.Is(path ?? throw new ArgumentNullException(nameof(path)));

    /// <summary>Returns whether the name in such a path is valid: 1 to 100 letters, digits, dots, hyphens and underscores.</summary>
    public static bool IsRedisJournalName(string path) => RedisJournalPath.IsValid(path ?? throw new ArgumentNullException(nameof(path)));

    /// <summary>Gets the remaining points (docs/service.md, user/balance).</summary>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<Balance> GetBalanceAsync(CancellationToken cancellationToken)
    {
        var answer = await _transport.QueryAsync("user/balance", _transport.NewForm(), cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Balance(answer, Account.UserName);
    }

    /// <summary>Gets the counts for a range of days or for one task id (docs/service.md, mail/stats).</summary>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<Stats> GetStatsAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var answer = await _transport.QueryAsync("mail/stats", Form(query), cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Stats(answer, query);
    }

    /// <summary>Gets one page of deliveries (docs/service.md, mail/lists).</summary>
    /// <param name="query">The emails to list.</param>
    /// <param name="page">The page number, from 1.</param>
    /// <param name="pageSize">The number of rows per page, 1 to 40.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rows in the order of the response; fewer than <paramref name="pageSize"/> on the last page.</returns>
    /// <exception cref="EmailCarException">The service rejected the request, or the response is not readable.</exception>
    public async Task<IReadOnlyList<Delivery>> GetDeliveriesAsync(
        DeliveryQuery query, int page, int pageSize, CancellationToken cancellationToken)
    {
        var form = Form(query)
            .Add("p", page.ToString(CultureInfo.InvariantCulture))
            .Add("page_size", pageSize.ToString(CultureInfo.InvariantCulture));
        var answer = await _transport.QueryAsync("mail/lists", form, cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Deliveries(answer);
    }

    /// <summary>Submits the content of one email for up to 50 recipients, without retries (docs/service.md, mail/send).</summary>
    /// <returns>One task id per recipient, in their order; null if the service returned none.</returns>
    /// <exception cref="EmailCarException">The submission was rejected, or it is not known whether it arrived: see MayHaveArrived.</exception>
    /// <exception cref="InvalidOperationException">The guard does not permit a recipient; nothing was sent.</exception>
    public async Task<IReadOnlyList<long?>> SubmitAsync(
        MailContent content, IReadOnlyList<string> recipients, CancellationToken cancellationToken) =>
        (await SubmitAsync(content, recipients, key: "", departure: null, cancellationToken).ConfigureAwait(false)).Ids;

    /// <summary>Connects to the SMTP server and logs in, to verify the settings.</summary>
    /// <exception cref="EmailCarException">The settings do not work.</exception>
    /// <exception cref="InvalidOperationException">No SMTP server is set.</exception>
    public Task CheckSmtpAsync(CancellationToken cancellationToken) => Smtp().CheckAsync(cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _redis?.Dispose();
        lock (_gate)
        {
            _smtp?.Dispose();
        }
    }

    /// <summary>Starts a command, whose waiting time for Redis counts from now.</summary>
    internal void BeginCommand() => _redis?.BeginCommand();

    /// <summary>Gets the place of a journal.</summary>
    /// <param name="path">A file, or redis:name.</param>
    /// <exception cref="JournalException">The journal is in Redis, but there is no connection to Redis.</exception>
    internal IJournalStore JournalAt(string path) =>
        !RedisJournalPath.Is(path) ? new JournalFile(path, Settings.Time)
        : _redis?.JournalAt(path) ?? throw new JournalException(JournalProblem.Unusable, path, "There is no connection to Redis.");

    /// <summary>Sends a query to the service, in the same way as emails, to verify that it is working.</summary>
    /// <exception cref="EmailCarException">The service is not working.</exception>
    internal Task AskForSignOfLifeAsync(SendVia via, CancellationToken cancellationToken) =>
        via == SendVia.Smtp ? CheckSmtpAsync(cancellationToken) : GetBalanceAsync(cancellationToken);

    /// <summary>Sends QUIT on all idle SMTP connections.</summary>
    internal Task QuitSmtpAsync()
    {
        lock (_gate)
        {
            return _smtp is null ? Task.CompletedTask : _smtp.QuitAsync();
        }
    }

    /// <summary>Submits the content of one email in the way that it specifies, without retries; by SMTP to one recipient.</summary>
    /// <param name="content">The email.</param>
    /// <param name="recipients">The recipients.</param>
    /// <param name="key">The email's key in the journal.</param>
    /// <param name="departure">Controls the departure; null for no control.</param>
    /// <param name="cancellationToken">Cancels the submission.</param>
    /// <exception cref="EmailCarException">The submission was rejected, or it is not known whether it arrived: see
    /// MayHaveArrived.</exception>
    internal async Task<SubmissionReceipt> SubmitAsync(
        MailContent content, IReadOnlyList<string> recipients, string key, IDeparture? departure, CancellationToken cancellationToken)
    {
        // Callers have already checked the guard. This check keeps a mistake of theirs from having an effect.
        if (!recipients.Concat(content.Additions?.Cc ?? []).Concat(content.Additions?.Bcc ?? []).All(Settings.Guard.Permits))
        {
            throw new InvalidOperationException("The staging guard does not permit a recipient.");
        }

        if (content.Via == SendVia.Smtp)
        {
            return new SubmissionReceipt([null], await Smtp().SubmitAsync(content, recipients.Single(), key, departure, cancellationToken).ConfigureAwait(false));
        }

        var form = _transport.NewForm()
            .Add("from", content.From)
            .Add("fromname", content.FromName)
            .Add("to", string.Join(";", recipients))
            .Add("subject", content.Subject)
            .Add("html", content.Html)
            .Add("replyto", content.ReplyTo)
            .Add("open", content.TrackOpens ? "1" : null)
            .Add("click", content.TrackClicks ? "1" : null);
        var answer = await _transport.SubmitAsync("mail/send", form, departure, cancellationToken).ConfigureAwait(false);
        return new SubmissionReceipt(SendAnswer.Ids(answer, recipients));
    }

    /// <summary>Created when it is needed, so that the SMTP code is loaded only if SMTP is used.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SmtpSubmissions Smtp()
    {
        lock (_gate)
        {
            return _smtp ??= new SmtpSubmissions(
                Settings.Smtp ?? throw new InvalidOperationException("No SMTP server is set."), Settings, Account.UserName, RateLimiter, _transport.Classify);
        }
    }

    private FormBody Form(DeliveryQuery query)
    {
        var form = _transport.NewForm();
        return query.Id is { } id
            ? form.Add("send_id", id.ToString(CultureInfo.InvariantCulture))
            : form.Add("start_date", Day(query.StartDate)).Add("end_date", Day(query.EndDate));
    }

    private static string? Day(DateTime? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
