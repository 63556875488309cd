using System.Management.Automation;

namespace EmailCar.Commands;

/// <summary>How many mails were asked for and what became of them.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarStats"), OutputType(typeof(Stats))]
public sealed class GetEmailCarStatsCommand : ByIdCommand
{
    private readonly HashSet<long> _asked = [];

    /// <summary>One row a day, from -StartDate to -EndDate or today, in place of the total.</summary>
    [Parameter]
    public SwitchParameter Daily { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Daily && IsById)
        {
            ThrowTerminatingError(Errors.DailyWithId());
        }

        if (Daily && StartDate is null)
        {
            ThrowTerminatingError(Errors.MissingStartDate());
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Daily)
        {
            ReadDaily(StartDate!.Value);
        }
        else if (!IsById)
        {
            WriteObject(Ask((client, token) => client.GetStatsAsync(Days, token)));
        }
    }

    internal override void Take(SoughtMail mail)
    {
        // The recipients of one submission may share an id.
        if (_asked.Add(mail.Id)
            && TryAsk(mail.Id, (client, token) => client.GetStatsAsync(new DeliveryQuery { Id = mail.Id }, token), out var stats))
        {
            WriteObject(stats);
        }
    }

    private void ReadDaily(DateTime start)
    {
        var progress = new QueryProgress(this, Strings.StatsProgress);
        using var days = new DailyStats(Connection.Client, start, EndDate, StopToken);
        var total = days.Left;
        while (Ask((_, _) => days.NextAsync()) is { } stats)
        {
            WriteObject(stats);
            progress.Show(days.Left, 1 - ((double)days.Left / total), Strings.StatsProgressStatus, stats.StartDate!, total - days.Left, total);
        }

        progress.Close();
    }
}
