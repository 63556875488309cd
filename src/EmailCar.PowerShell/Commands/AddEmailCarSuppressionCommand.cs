using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using EmailCar.Addresses;
using EmailCar.BaseCommands;
using EmailCar.Rows;
using EmailCar.Runs;
using EmailCar.Suppressing;

namespace EmailCar.Commands;

/// <summary>Adds addresses, or the addresses of failed deliveries, to a suppression list.</summary>
[Cmdlet(VerbsCommon.Add, "EmailCarSuppression", SupportsShouldProcess = true), OutputType(typeof(Suppression))]
public sealed class AddEmailCarSuppressionCommand : SuppressionCommand
{
    /// <summary>The maximum number of addresses that are added with one change, because each change writes the whole list.</summary>
    private const int MaxPending = 1000;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _sinceWritten = Stopwatch.StartNew();
    private SuppressionQueue? _pending;
    private int _uncertain;

    /// <summary>Created by the first use: completing a line creates the cmdlet, and must not load the client.</summary>
    private SuppressionQueue Pending => _pending ??= new SuppressionQueue();

    /// <summary>The addresses to add.</summary>
    [Parameter(Position = 0)]
    public string[]? To { get; set; }

    /// <summary>The reason; for a delivery, the service's message is used.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Reason { get; set; }

    /// <summary>The end of the suppression; by default, it does not end. For deliveries, a separate rule applies.</summary>
    [Parameter]
    [BlankIsDefault]
    public DateTime? Until { get; set; }

    /// <summary>Addresses, rows with an address, or deliveries from Get-EmailCarDelivery.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns each added row, once it is on disk.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _ = ListPath;
        foreach (var address in To ?? [])
        {
            Add(address, address, row: null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Take(new Row(InputObject));
        }

        if (Pending.Count >= MaxPending || _sinceWritten.Elapsed > MaxDelay)
        {
            Write();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Write();
        if (_uncertain > 0)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.UncertainDeliveries, _uncertain));
        }
    }

    private void Take(Row row)
    {
        if (row.IsBlank)
        {
            return;
        }

        if (row.Address is null && row.Text(Columns.FailureMessageNames) is var message && row.Text(Columns.StatusNames) is { } status)
        {
            // A delivery, or a row made from one. The status of other objects, such as send results, is no reason to suppress an address.
            if (row.Input is Delivery || message is not null || Enum.TryParse<DeliveryStatus>(status, ignoreCase: true, out _))
            {
                TakeDelivery(row, status, message ?? "");
            }
            else
            {
                WriteError(Errors.InvalidSuppressionInput(row.Input!, status));
            }
        }
        else if (row.Address is { } address)
        {
            Add(address, address, row: null);
        }
        else if (row.Values(Columns.ListedToNames) is { } addresses)
        {
            Array.ForEach(addresses, text => Add(text, row.Input!, row));
        }
        else
        {
            WriteError(Errors.Row(RowProblem.MissingAddress.In(row.Number), row.Input!));
        }
    }

    private void TakeDelivery(Row row, string status, string message)
    {
        if (!Enum.TryParse<DeliveryStatus>(status, ignoreCase: true, out var read) || read != DeliveryStatus.Failed)
        {
            return;
        }

        var address = row.Text(Columns.ToNames);
        if (address is null || row.Value("Id") is not { } id || TaskId.Read(id) is not { Value: { } number, Precision: not (TaskIdPrecision.Lost or TaskIdPrecision.Doubtful) })
        {
            _uncertain++; // if several emails share an id, it is unknown which of them failed
            return;
        }

        Add(address, row.Input!, new SuppressionRequest(address, message) { DeliveryId = number, FailedAt = row.Time(["SentAt"]) });
    }

    /// <summary>Adds an address. Rows may have a reason and an end, as those of another list do.</summary>
    private void Add(string text, object source, Row? row)
    {
        foreach (var address in MailReader.Split(text))
        {
            Add(address, source, new SuppressionRequest(address, Reason ?? row?.Text(["Reason"]) ?? "") { Until = Until ?? row?.Time(["Until"]) });
        }
    }

    private void Add(string text, object source, SuppressionRequest request)
    {
        var reading = AddressReading.Of(text);
        if (!reading.IsValid)
        {
            WriteError(Errors.Row(RowProblem.InvalidAddress(reading), source));
        }
        else if (ShouldProcess(reading.Address, Strings.ShouldSuppress))
        {
            Pending.Add(request with { Address = reading.Address });
        }
    }

    private void Write()
    {
        if (Pending.Count == 0)
        {
            return;
        }

        var added = Use(list => list.Add(Pending.Take(), DateTimeOffset.Now, StopToken));
        _sinceWritten.Restart();
        foreach (var row in added)
        {
            if (PassThru && row is not null)
            {
                WriteObject(row);
            }
        }
    }
}
