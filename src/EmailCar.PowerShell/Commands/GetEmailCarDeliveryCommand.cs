using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>What became of mails: by task id, by send result, or by day.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarDelivery", SupportsPaging = true), OutputType(typeof(Delivery))]
public sealed class GetEmailCarDeliveryCommand : ConnectedCommand
{
    private const int ProgressId = 2;

    private readonly AskedIds _asked = new();
    private ulong _toSkip;
    private ulong _toWrite;
    private long _read;

    /// <summary>Task ids to ask for.</summary>
    [Parameter(Position = 0)]
    public string[]? Id { get; set; }

    /// <summary>First day, by its date alone, in the service's time zone (UTC+8).</summary>
    [Parameter]
    public DateTime? StartDate { get; set; }

    /// <summary>Last day, by its date alone, in the service's time zone (UTC+8).</summary>
    [Parameter]
    public DateTime? EndDate { get; set; }

    /// <summary>Only deliveries of these states; -First and -Skip count what is left.</summary>
    [Parameter]
    [ValidateSet(nameof(DeliveryStatus.Sending), nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed))]
    public string[]? Status { get; set; }

    /// <summary>Send results, task ids, or rows with an Id column.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (StartDate?.Date > EndDate?.Date)
        {
            ThrowTerminatingError(Errors.InvalidDateRange(StartDate!.Value, EndDate!.Value));
        }

        _ = Connection;
        foreach (var text in Id ?? [])
        {
            Collect(text, text, to: null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject?.BaseObject is IEnumerable list and not (string or IDictionary) ? list : new object?[] { InputObject })
        {
            if (input is not null)
            {
                Collect(input);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _toSkip = PagingParameters.Skip;
        _toWrite = PagingParameters.First;
        if (PagingParameters.IncludeTotalCount)
        {
            // The service has no total for a list.
            WriteObject(PagingParameters.NewTotalCount(0, 0));
        }

        if (Id is null && !MyInvocation.ExpectingInput && InputObject is null)
        {
            ReadDays();
        }
        else
        {
            foreach (var id in _asked.Ids)
            {
                Read(new DeliveryQuery { Id = id }, 0, null);
            }
        }

        if (_read > 0)
        {
            WriteProgress(new ProgressRecord(ProgressId, Strings.DeliveriesProgress, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Collect(object input)
    {
        if (input is PSObject { BaseObject: string or long or int or ulong } or string or long or int or ulong)
        {
            var text = LanguagePrimitives.ConvertTo<string>(input);
            Collect(input, text, to: null);
            return;
        }

        var row = new Row(PSObject.AsPSObject(input));
        var status = row.Text(["Status"]);
        if (row.Text(["Id"]) is { } id)
        {
            Collect(input, id, row.Text(Columns.ToNames));
        }
        else if (status is "Rejected" or "Unknown" or "NotSent" or "Skipped")
        {
            WriteVerbose(string.Format(CultureInfo.CurrentCulture, Strings.PassedOver, row.Text(Columns.ToNames), status));
        }
        else
        {
            WriteError(Errors.MissingId(input));
        }
    }

    private void Collect(object input, string text, string? to)
    {
        if (TaskId.TryParse(text) is { } id)
        {
            _asked.Add(id, to);
        }
        else
        {
            WriteError(Errors.InvalidId(input, text));
        }
    }

    private void ReadDays()
    {
        var query = new DeliveryQuery { StartDate = StartDate, EndDate = EndDate };
        if (Status is not null || _toSkip > int.MaxValue)
        {
            Read(query, 0, null);
            return;
        }

        // Without a filter the service itself can skip: only the pages with wanted rows are asked for.
        var skip = (long)_toSkip;
        _toSkip = 0;
        Read(query, skip, _toWrite > int.MaxValue ? null : (long)_toWrite);
    }

    private void Read(DeliveryQuery query, long skip, long? first)
    {
        var pages = new DeliveryPages(Connection.Client, query, skip, first);
        while (_toWrite > 0 && !pages.IsEnd)
        {
            foreach (var row in Ask((_, token) => pages.NextAsync(token)))
            {
                Write(query.Id is { } id ? row with { Id = row.Id ?? id, To = _asked.Recipient(id) } : row);
            }

            var status = string.Format(CultureInfo.CurrentCulture, Strings.DeliveriesProgressStatus, _read, pages.Page);
            WriteProgress(new ProgressRecord(ProgressId, Strings.DeliveriesProgress, status));
        }
    }

    private void Write(Delivery row)
    {
        _read++;
        if (Status is not null && !Status.Contains(row.Status.ToString(), StringComparer.OrdinalIgnoreCase))
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
}
