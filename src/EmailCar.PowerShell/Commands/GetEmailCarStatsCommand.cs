using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>How many mails were asked for and what became of them.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarStats"), OutputType(typeof(Stats))]
public sealed class GetEmailCarStatsCommand : ConnectedCommand
{
    /// <summary>Task ids to count; the days are ignored then.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Id { get; set; }

    /// <summary>First day to count, by its date alone, in the service's time zone (UTC+8).</summary>
    [Parameter]
    public DateTime? StartDate { get; set; }

    /// <summary>Last day to count, by its date alone, in the service's time zone (UTC+8).</summary>
    [Parameter]
    public DateTime? EndDate { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (StartDate?.Date > EndDate?.Date)
        {
            ThrowTerminatingError(Errors.InvalidDateRange(StartDate!.Value, EndDate!.Value));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is null)
        {
            Write(null);
            return;
        }

        foreach (var text in Id)
        {
            if (TaskId.TryParse(text) is { } id)
            {
                Write(id);
            }
            else
            {
                WriteError(Errors.InvalidId(text, text));
            }
        }
    }

    private void Write(long? id)
    {
        var query = new DeliveryQuery
        {
            StartDate = id is null ? StartDate : null,
            EndDate = id is null ? EndDate : null,
            Id = id,
        };
        WriteObject(Ask((client, token) => client.GetStatsAsync(query, token)));
    }
}
