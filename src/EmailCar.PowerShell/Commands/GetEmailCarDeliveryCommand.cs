using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>What became of mails: by task id, by send result, or by day.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarDelivery", SupportsPaging = true), OutputType(typeof(Delivery))]
public sealed class GetEmailCarDeliveryCommand : ByIdCommand
{
    private const int ProgressId = 2;

    private readonly AskedIds _asked = new();
    private ulong _toSkip;
    private ulong _toWrite;
    private long _read;
    private bool _showsProgress;

    /// <summary>Only deliveries of these states; -First and -Skip count what is left.</summary>
    [Parameter]
    [ValidateSet(nameof(DeliveryStatus.Sending), nameof(DeliveryStatus.Delivered), nameof(DeliveryStatus.Failed))]
    public string[]? Status { get; set; }

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

        if (IsById)
        {
            foreach (var id in _asked.Ids)
            {
                Read(new DeliveryQuery { Id = id }, 0, null);
            }
        }
        else
        {
            ReadDays();
        }

        if (_showsProgress)
        {
            WriteProgress(new ProgressRecord(ProgressId, Strings.DeliveriesProgress, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    internal override void Take(long id, string? recipient) => _asked.Add(id, recipient);

    private void ReadDays()
    {
        if (Status is not null || _toSkip > int.MaxValue)
        {
            Read(Days, 0, null);
            return;
        }

        // Without a filter the service itself can skip: only the pages with wanted rows are asked for.
        var skip = (long)_toSkip;
        _toSkip = 0;
        Read(Days, skip, _toWrite > int.MaxValue ? null : (long)_toWrite);
    }

    private void Read(DeliveryQuery query, long skip, long? first)
    {
        var pages = new DeliveryPages(Connection.Client, query, skip, first);
        while (_toWrite > 0 && !pages.IsEnd)
        {
            if (!TryAsk(query.Id ?? (object)Connection.UserName, (_, token) => pages.NextAsync(token), out var rows))
            {
                return;
            }

            foreach (var row in rows!)
            {
                Write(query.Id is { } id ? row with { Id = row.Id ?? id, To = _asked.Recipient(id) } : row);
            }

            var status = string.Format(CultureInfo.CurrentCulture, Strings.DeliveriesProgressStatus, _read, pages.Page);
            WriteProgress(new ProgressRecord(ProgressId, Strings.DeliveriesProgress, status));
            _showsProgress = true;
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
