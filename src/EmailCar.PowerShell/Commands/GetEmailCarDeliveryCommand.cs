using System.Globalization;
using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Deliveries;
using EmailCar.Runs;

namespace EmailCar.Commands;

/// <summary>Gets the deliveries of emails by task id, by send result, or by day.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarDelivery", SupportsPaging = true, DefaultParameterSetName = ByDate), OutputType(typeof(Delivery))]
public sealed class GetEmailCarDeliveryCommand : ByIdCommand
{
    /// <summary>The service counts emails instead of rows, and the number may change while the rows are read.</summary>
    private const double AccuracyOfTotal = 0.9;

    private DeliveryLookup _lookup = null!;
    private QueryProgress _progress = null!;
    private ulong _toSkip;
    private ulong _toWrite;
    private long _read;

    /// <summary>Returns only deliveries with these statuses; -First and -Skip count these deliveries.</summary>
    [Parameter]
    [BlankIsDefault(new[] { nameof(DeliveryStatus.Sending), nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed) })]
    [ValidateSet(nameof(DeliveryStatus.Sending), nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed))]
    public string[]? Status { get; set; }

    /// <summary>Repeats the query with growing intervals until every email is delivered or failed.</summary>
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum time for -Wait, in seconds; emails without a final status are then returned as they are.</summary>
    [Parameter(ParameterSetName = ById)]
    [BlankIsDefault(300), ValidateRange(1, 7 * 24 * 3600)]
    public int WaitTimeoutSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _lookup = new DeliveryLookup(Connection.Client, Wait ? TimeSpan.FromSeconds(WaitTimeoutSec) : null);
        _progress = new QueryProgress(this, Strings.DeliveriesProgress);
        var bound = MyInvocation.BoundParameters;
        if (IsById && !MyInvocation.ExpectingInput && !bound.ContainsKey(nameof(Id)) && !bound.ContainsKey(nameof(InputObject)))
        {
            ThrowTerminatingError(Errors.WaitWithoutId());
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _toSkip = PagingParameters.Skip;
        _toWrite = PagingParameters.First;
        if (IsById)
        {
            LookUp();
        }
        else
        {
            ReadDays();
        }

        _progress.Close();
    }

    internal override void Take(MailReference mail) => _lookup.Add(mail);

    private void LookUp()
    {
        WriteTotal(() => _lookup.Mails);
        while (_toWrite > 0 && Ask((_, token) => _lookup.NextAsync(token)) is { } step)
        {
            foreach (var row in step.Rows)
            {
                Write(row);
            }

            Report(step);
        }
    }

    private void Report(LookupProgress step)
    {
        if (step.RowsHaveNoIds)
        {
            WriteVerbose(Strings.RowsHaveNoIds);
        }

        if (step.Refusal is not null)
        {
            WriteError(Errors.Failure(step.Refusal, step.RefusedId));
        }

        var notSettled = step.NotSettled > 0 ? Text(Strings.NotSettled, step.NotSettled, WaitTimeoutSec) : null;
        var notListed = step.NotListed.Count > 0
            ? Text(Strings.NotListed, step.NotListed.Count, step.Sought, step.NotListed[0])
            : null;
        if (notSettled is not null || notListed is not null)
        {
            WriteWarning(string.Join(" ", new[] { notSettled, notListed }.Where(text => text is not null)));
        }

        var share = step.Sought == 0 ? 1 : (double)step.Found / step.Sought;
        if (step.Pause is { } pause)
        {
            _progress.Show(null, share, Strings.DeliveriesPause, step.Found, step.Sought, pause.TotalSeconds);
        }
        else
        {
            _progress.Show(step.RequestsLeft, share, Strings.DeliveriesFound, step.Found, step.Sought);
        }
    }

    private void ReadDays()
    {
        WriteTotal(Count);

        // Without a filter, the service can skip rows, so that only the pages with the requested rows are read.
        var serviceSkips = WantsAll && _toSkip <= int.MaxValue;
        var pages = serviceSkips
            ? new DeliveryPages(Connection.Client, Days, (long)_toSkip, _toWrite > int.MaxValue ? null : (long)_toWrite)
            : new DeliveryPages(Connection.Client, Days, 0, null);
        _toSkip = serviceSkips ? 0 : _toSkip;
        while (_toWrite > 0 && !pages.IsEnd)
        {
            foreach (var row in Ask((_, token) => pages.NextAsync(token)))
            {
                Write(row);
            }

            _progress.Show(null, null, Strings.DeliveriesProgressStatus, _read, pages.Page);
        }
    }

    private void WriteTotal(Func<long> count)
    {
        if (PagingParameters.IncludeTotalCount)
        {
            WriteObject(PagingParameters.NewTotalCount((ulong)count(), AccuracyOfTotal));
        }
    }

    private long Count()
    {
        var stats = Ask((client, token) => client.GetStatsAsync(Days, token));
        return WantsAll
            ? stats.Requested
            : (IsWanted(DeliveryStatus.Delivered) ? stats.Succeeded : 0)
                + (IsWanted(DeliveryStatus.Failed) ? stats.Failed : 0)
                + (IsWanted(DeliveryStatus.Sending) ? stats.Pending : 0);
    }

    private bool WantsAll => IsWanted(DeliveryStatus.Sending) && IsWanted(DeliveryStatus.Delivered) && IsWanted(DeliveryStatus.Failed);

    private bool IsWanted(DeliveryStatus status) =>
        Status is null || Status.Contains(status.ToString(), StringComparer.OrdinalIgnoreCase);

    private void Write(Delivery row)
    {
        _read++;
        if (!IsWanted(row.Status))
        {
            return;
        }

        if (_toSkip > 0)
        {
            _toSkip--;
        }
        else if (_toWrite > 0)
        {
            _toWrite--;
            WriteObject(row);
        }
    }

    private static string Text(string format, params object[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
