using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Deliveries;
using EmailCar.Http;
using EmailCar.Runs;

namespace EmailCar.Commands;

/// <summary>Gets the number of emails that were requested, delivered and failed.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarStats", DefaultParameterSetName = ByDate), OutputType(typeof(Stats))]
public sealed class GetEmailCarStatsCommand : ByIdCommand
{
    private readonly HashSet<long> _known = [];
    private readonly List<long> _ids = [];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByDate)]
    [Parameter(Mandatory = true, ParameterSetName = nameof(Daily))]
    [BlankIsDefault, AllowNull]
    public override DateTime? StartDate { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByDate)]
    [Parameter(ParameterSetName = nameof(Daily))]
    [BlankIsDefault]
    public override DateTime? EndDate { get; set; }

    /// <summary>Returns one row per day, from -StartDate to -EndDate or today, instead of the total.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Daily))]
    public SwitchParameter Daily { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (IsById)
        {
            ReadIds();
        }
        else if (Daily)
        {
            ReadDaily(StartDate ?? EndDate ?? Connection.Client.Today);
        }
        else
        {
            WriteObject(Ask((client, token) => client.GetStatsAsync(Days, token)));
        }
    }

    /// <summary>
    /// Keeps the email. The requests are sent after all input was read, so that they do not use the rate limit of a Send-EmailCarMail in
    /// the same pipeline.
    /// </summary>
    internal override void Take(MailReference mail)
    {
        // The recipients of one submission may share an id.
        if (_known.Add(mail.Id))
        {
            _ids.Add(mail.Id);
        }
    }

    private void ReadIds()
    {
        var progress = new QueryProgress(this, Strings.StatsProgress);
        for (var i = 0; i < _ids.Count; i++)
        {
            var id = _ids[i];
            if (TryAsk(id, (client, token) => client.GetStatsAsync(new DeliveryQuery { Id = id }, token), out var stats))
            {
                WriteObject(stats);
            }

            progress.Show(_ids.Count - i - 1, (i + 1.0) / _ids.Count, Strings.StatsProgressIds, i + 1, _ids.Count);
        }

        progress.Close();
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
