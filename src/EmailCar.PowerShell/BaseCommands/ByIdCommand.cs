using System.Globalization;
using System.Management.Automation;
using EmailCar.Deliveries;
using EmailCar.Http;
using EmailCar.Rows;

namespace EmailCar.BaseCommands;

/// <summary>Base class for queries by task id, by send result, or by day.</summary>
public abstract class ByIdCommand : ConnectedCommand
{
    internal const string ById = nameof(ById), ByDate = nameof(ByDate);

    /// <summary>Does not use types of the client, because tab completion would then load the client.</summary>
    private readonly List<(object Input, string Text, Action Take)> _doubtful = [];
    private bool _hasExact;
    private int _overSmtp;

    /// <summary>Task ids to query.</summary>
    [Parameter(Position = 0, ParameterSetName = ById)]
    public string[]? Id { get; set; }

    /// <summary>The first day, in the service's time zone (UTC+8); only the date is used.</summary>
    [Parameter(ParameterSetName = ByDate)]
    [BlankIsDefault]
    public virtual DateTime? StartDate { get; set; }

    /// <summary>The last day, in the service's time zone (UTC+8); only the date is used.</summary>
    [Parameter(ParameterSetName = ByDate)]
    [BlankIsDefault]
    public virtual DateTime? EndDate { get; set; }

    /// <summary>Queries all days for which the service has data.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(All))]
    public SwitchParameter All { get; set; }

    /// <summary>Send results, task ids, or rows with an Id column.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ById)]
    public PSObject? InputObject { get; set; }

    /// <summary>Whether ids are given, or there is a pipeline to read them from, even if it is empty.</summary>
    internal bool IsById => ParameterSetName == ById || MyInvocation.ExpectingInput;

    /// <summary>The days to query; today if none are given.</summary>
    internal DeliveryQuery Days => !All && StartDate is null && EndDate is null
        ? new() { StartDate = Connection.Client.Today, EndDate = Connection.Client.Today }
        : new() { StartDate = StartDate, EndDate = EndDate };

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
            Take(text, text, row: null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in LanguagePrimitives.GetEnumerable(InputObject) ?? new object?[] { InputObject })
        {
            if (input is not null)
            {
                Take(PSObject.AsPSObject(input));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_overSmtp > 0)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.SmtpPassedOver, _overSmtp));
        }

        // A single id with all its digits shows that the list was not rounded.
        foreach (var (input, text, take) in _doubtful)
        {
            if (_hasExact)
            {
                take();
            }
            else
            {
                WriteError(Errors.RoundedId(input, text));
            }
        }
    }

    /// <summary>Receives each input with a task id once.</summary>
    internal abstract void Take(MailReference mail);

    private void Take(PSObject input)
    {
        if (input.BaseObject is string || TaskId.IsNumber(input.BaseObject))
        {
            Take(input.BaseObject, input.BaseObject, row: null);
            return;
        }

        var row = new Row(input);
        if (row.Value("Id") is { } id && !BlankIsDefaultAttribute.IsBlank(id))
        {
            Take(input, id, row);
        }
        else if (row.Problem is { } problem)
        {
            WriteError(Errors.Row(problem, input));
        }
        else if (Enum.TryParse<SendStatus>(row.Text(["Status"]), ignoreCase: true, out var status) && status != SendStatus.Submitted)
        {
            // The status is a name in a CSV file, and a number after ConvertTo-Json, Export-Clixml or a job.
            WriteVerbose(string.Format(CultureInfo.CurrentCulture, Strings.PassedOver, row.Text(Columns.ToNames), status));
        }
        else if (nameof(SendVia.Smtp).Equals(row.Text(["Via"]), StringComparison.OrdinalIgnoreCase))
        {
            _overSmtp++;
        }
        else
        {
            WriteError(Errors.MissingId(input));
        }
    }

    private void Take(object input, object value, Row? row)
    {
        var id = TaskId.Read(value);
        if (id.Value is not { } number)
        {
            WriteError(id.Precision == TaskIdPrecision.Lost ? Errors.RoundedId(input, id.Text) : Errors.InvalidId(input, id.Text));
            return;
        }

        _hasExact |= id.Precision == TaskIdPrecision.Seen;
        var mail = new MailReference(number, row?.Text(Columns.ToNames), row?.Text(Columns.SubjectNames), row?.Time(Columns.TimeNames))
        {
            IsIdShared = row?.Text(Columns.IsIdSharedNames) is { } shared && shared.Trim().Equals("True", StringComparison.OrdinalIgnoreCase),
        };
        if (id.Precision == TaskIdPrecision.Doubtful)
        {
            _doubtful.Add((input, id.Text, () => Take(mail)));
        }
        else
        {
            Take(mail);
        }
    }
}
