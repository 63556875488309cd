using System.Globalization;
using System.Management.Automation;
using System.Text;
using EmailCar.BaseCommands;
using EmailCar.Completers;
using EmailCar.Reports;
using EmailCar.Rows;
using EmailCar.Runs;

namespace EmailCar.Commands;

/// <summary>Creates a report on emails as one HTML document, for the browser and for the body of an email.</summary>
[Cmdlet(VerbsCommon.New, "EmailCarReport", SupportsShouldProcess = true), OutputType(typeof(string))]
public sealed class NewEmailCarReportCommand : ConnectedCommand
{
    /// <summary>The number of days if no first day is given.</summary>
    private const int UsualDays = 7;

    private ReportFigures _figures = null!;
    private ReportPeriod? _period;

    /// <summary>The first day, in the service's time zone (UTC+8); only the date is used.</summary>
    [Parameter]
    [BlankIsDefault]
    public DateTime? StartDate { get; set; }

    /// <summary>The last day, in the service's time zone (UTC+8); only the date is used.</summary>
    [Parameter]
    [BlankIsDefault]
    public DateTime? EndDate { get; set; }

    /// <summary>The title of the report.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Title { get; set; }

    /// <summary>The file to write the report to; by default, the report is returned.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? Path { get; set; }

    /// <summary>The language of the report; the default is the language of the session.</summary>
    [Parameter]
    [BlankIsDefault, ArgumentCompleter(typeof(ReportCultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>Deliveries and send results to report on; without input, the service is queried.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private bool HasInput => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (StartDate?.Date > EndDate?.Date)
        {
            ThrowTerminatingError(Errors.InvalidDateRange(StartDate!.Value, EndDate!.Value));
        }

        // Checked before the requests, which may take minutes.
        Path = Path is null ? null : FilePath(Path, Errors.ReportNotInFiles);
        if (!HasInput)
        {
            _ = Connection;
        }

        _period = HasInput && StartDate is null && EndDate is null ? null : Period(Today);
        _figures = new ReportFigures(_period);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!HasInput)
        {
            return;
        }

        foreach (var input in LanguagePrimitives.GetEnumerable(InputObject) ?? new object?[] { InputObject })
        {
            if (input is not null && !ReportInput.TryAdd(_figures, input))
            {
                WriteError(Errors.InvalidReportInput(input));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Path is not null && !ShouldProcess(Path, Strings.ShouldWriteReport))
        {
            return;
        }

        var report = HasInput ? _figures.Complete(Today) : AskService();
        var html = ReportHtml.Write(report, ReportTexts.In(Culture ?? CultureInfo.CurrentUICulture), Title, DateTimeOffset.Now);
        if (Path is null)
        {
            WriteObject(html);
            return;
        }

        try
        {
            File.WriteAllText(Path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            ThrowTerminatingError(Errors.ReportNotWritten(Path, e));
        }
    }

    private DateTime Today => HasInput ? EmailCarClient.DayOf(DateTimeOffset.UtcNow) : Connection.Client.Today;

    /// <summary>
    /// Returns the period: up to yesterday, because today is not over. If the first day is later, the period is that one day.
    /// </summary>
    private ReportPeriod Period(DateTime today)
    {
        var start = StartDate?.Date;
        var yesterday = today.AddDays(-1);
        var end = EndDate?.Date ?? (start > yesterday ? start.Value : yesterday);
        return new ReportPeriod(start ?? end.AddDays(1 - UsualDays), end);
    }

    private Report AskService()
    {
        var progress = new QueryProgress(this, Strings.ReportProgress);
        using var query = new ReportQuery(Connection.Client, _period!, StopToken);
        while (true)
        {
            if (Ask((_, _) => query.NextAsync()) is { } report)
            {
                progress.Close();
                return report;
            }

            var left = Math.Max(0, query.Requests - query.Answered);
            progress.Show(left, (double)query.Answered / query.Requests, Strings.ReportProgressStatus, query.Answered, query.Requests);
        }
    }
}
