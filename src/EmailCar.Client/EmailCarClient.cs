using System.Globalization;
using EmailCar.Emails;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.RateLimiting;
using EmailCar.Settings;

namespace EmailCar;

/// <summary>The EmailCar service: one method per endpoint. Safe for use by several threads.</summary>
public sealed class EmailCarClient : IDisposable
{
    /// <summary>The most rows that one page of mail/lists may have (docs/service.md, mail/lists).</summary>
    public const int MaxPageSize = 40;

    private readonly Transport _transport;

    /// <summary>A client for one account.</summary>
    /// <exception cref="ErrorPatternFileException">The file with the user's patterns for error texts is broken.</exception>
    public EmailCarClient(Account account, ClientSettings settings)
    {
        Account = account ?? throw new ArgumentNullException(nameof(account));
        Settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _transport = new Transport(account, settings);
    }

    /// <summary>The account asked for.</summary>
    public Account Account { get; }

    /// <summary>How the service is reached.</summary>
    public ClientSettings Settings { get; }

    /// <summary>What keeps the pace from being kept across processes.</summary>
    public RateLimitProblem RateLimitProblem => _transport.RateLimiter.Problem;

    /// <summary>The current day in the service's time zone, UTC+8 (docs/service.md, mail/lists).</summary>
    public DateTime Today => Settings.Time.GetUtcNow().ToOffset(ClientSettings.ServiceOffset).Date;

    /// <summary>The rate limit of the account.</summary>
    internal IRateLimiter RateLimiter => _transport.RateLimiter;

    /// <summary>How long before its departure a request connects.</summary>
    internal TimeSpan Lead => _transport.Lead;

    /// <summary>Asks for the points left (docs/service.md, user/balance).</summary>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
    public async Task<Balance> GetBalanceAsync(CancellationToken cancellationToken)
    {
        var answer = await _transport.QueryAsync("user/balance", _transport.NewForm(), cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Balance(answer, Account.UserName);
    }

    /// <summary>Asks for the counts of a range of days or of one task id (docs/service.md, mail/stats).</summary>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
    public async Task<Stats> GetStatsAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var answer = await _transport.QueryAsync("mail/stats", Form(query), cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Stats(answer, query);
    }

    /// <summary>Asks for one page of deliveries (docs/service.md, mail/lists).</summary>
    /// <param name="query">Which mails.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">Rows a page, 1 to 40.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The rows in the order they came; fewer than <paramref name="pageSize"/> on the last page.</returns>
    /// <exception cref="EmailCarException">The service refused, or no readable answer came.</exception>
    public async Task<IReadOnlyList<Delivery>> GetDeliveriesAsync(
        DeliveryQuery query, int page, int pageSize, CancellationToken cancellationToken)
    {
        var form = Form(query)
            .Add("p", page.ToString(CultureInfo.InvariantCulture))
            .Add("page_size", pageSize.ToString(CultureInfo.InvariantCulture));
        var answer = await _transport.QueryAsync("mail/lists", form, cancellationToken).ConfigureAwait(false);
        return QueryAnswers.Deliveries(answer);
    }

    /// <summary>Submits one mail's content for up to 50 recipients, once (docs/service.md, mail/send).</summary>
    /// <returns>One task id a recipient, in their order; null where the service named none.</returns>
    /// <exception cref="EmailCarException">Refused, or unknown whether it arrived: see MayHaveArrived.</exception>
    /// <exception cref="InvalidOperationException">The guard does not permit a recipient; nothing was sent.</exception>
    public Task<IReadOnlyList<long?>> SubmitAsync(
        MailContent content, IReadOnlyList<string> recipients, CancellationToken cancellationToken) =>
        SubmitAsync(content, recipients, departure: null, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    /// <inheritdoc cref="SubmitAsync(MailContent, IReadOnlyList{string}, CancellationToken)"/>
    internal async Task<IReadOnlyList<long?>> SubmitAsync(
        MailContent content, IReadOnlyList<string> recipients, IDeparture? departure, CancellationToken cancellationToken)
    {
        // Whoever calls has asked the guard before. This is the last place where a mistake of theirs harms nobody.
        if (!recipients.All(Settings.Guard.Permits))
        {
            throw new InvalidOperationException("The staging guard does not permit a recipient.");
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
        return SendAnswer.Ids(answer, recipients);
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
