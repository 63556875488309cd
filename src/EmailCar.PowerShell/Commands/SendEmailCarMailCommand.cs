using System.Collections;
using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Rows;
using EmailCar.Runs;
using EmailCar.Sending;

namespace EmailCar.Commands;

/// <summary>Sends an email to each recipient and returns the result for each one.</summary>
[Cmdlet(VerbsCommunications.Send, "EmailCarMail", SupportsShouldProcess = true), OutputType(typeof(SendResult))]
public sealed class SendEmailCarMailCommand : MailContentCommand
{
    private MailReader _reader = null!;
    private SendSession _session = null!;
    private bool _anyRecipient;

    /// <summary>The recipients' addresses.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.Email, Columns.EmailAddress, Columns.Mail, Columns.Recipient, Columns.ChineseMailbox, Columns.ChineseRecipient, Columns.ChineseEmail)]
    public string[]? To { get; set; }

    /// <summary>The maximum number of recipients per submission, 1 to 50.</summary>
    [Parameter]
    [BlankIsDefault(Submission.MaxRecipients), ValidateRange(1, Submission.MaxRecipients)]
    public int BatchSize { get; set; } = Submission.MaxRecipients;

    /// <summary>
    /// Treats the subject, body, sender's name and reply address as Mustache templates, filled from the columns of each row.
    /// </summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>What to do if a template uses a column that the row does not have: reject the row, or leave the place empty.</summary>
    [Parameter]
    [BlankIsDefault("Error"), ValidateSet("Blank", "Error")]
    public string MergeMissing { get; set; } = "Error";

    /// <summary>The percentage of invalid addresses above which the run ends, checked after 100 addresses. 100 for no limit.</summary>
    [Parameter]
    [BlankIsDefault(20), ValidateRange(0, 100)]
    public int MaxInvalidPercent { get; set; } = 20;

    /// <summary>Sends the same email to the same address as often as it is given.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <summary>The file that records what was submitted: running the same command again sends only what is missing.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? JournalPath { get; set; }

    /// <summary>Your key for each email, such as an order number; together with the address, it identifies the email.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MessageKey { get; set; }

    /// <summary>Sends emails whose result in the journal is unknown again.</summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>Copies the rules of style sheets into the elements of the body, because many mail programs drop style sheets.</summary>
    [Parameter]
    public SwitchParameter InlineCss { get; set; }

    /// <summary>The suppression list; the default is the list of the connection.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SuppressionPath { get; set; }

    /// <summary>The name of a variable for the number of recipients by status.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SummaryVariable { get; set; }

    /// <summary>Addresses, rows of Import-Csv, other objects, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Whether the user only wants to see what would be done.</summary>
    internal bool IsWhatIf { get; private set; }

    /// <summary>Whether the first error ends the pipeline.</summary>
    internal bool IsErrorStop { get; private set; }

    /// <summary>Whether the first warning ends the pipeline.</summary>
    internal bool IsWarningStop { get; private set; }

    /// <summary>Whether each row makes a separate email.</summary>
    internal bool MergesRows => Merge && (MyInvocation.ExpectingInput || InputObject is not null);

    /// <summary>Sets the variable of -SummaryVariable, if one is given.</summary>
    /// <returns>Why it cannot be set; null if it was set.</returns>
    internal ErrorRecord? SetSummary(SendSummary? summary)
    {
        if (SummaryVariable is not { } name)
        {
            return null;
        }

        try
        {
            SessionState.PSVariable.Set(name, summary);
            return null;
        }
        catch (Exception e) when (e is IContainsErrorRecord and not PipelineStoppedException)
        {
            return Errors.InvalidSummaryVariable(e, name);
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Pipeline values are not bound yet, so these values come from the command line and have priority over columns.
        var bound = MyInvocation.BoundParameters;
        var merge = Merge ? new MailMerge(isMissingBlank: MergeMissing.Equals("Blank", StringComparison.OrdinalIgnoreCase)) : null;
        _reader = new MailReader(Connection, new GivenParameters(
            To,
            Subject,
            Html,
            Filled(From),
            Filled(FromName),
            Filled(ReplyTo),
            Filled(MessageKey),
            bound.ContainsKey(nameof(TrackOpens)) ? TrackOpens.ToBool() : null,
            bound.ContainsKey(nameof(TrackClicks)) ? TrackClicks.ToBool() : null,
            [.. bound.Keys]), merge, InlineCss ? new CssInlining(Merge) : null, NewAdditionsReader(merge), IsFile);
        if (_reader.CheckGiven() is { } problem)
        {
            ThrowTerminatingError(Errors.Template(problem));
        }

        GuardCheck.Run(this);

        // Set before anything is sent, and so that the value of an earlier run is not mistaken for the value of this run.
        if (SetSummary(null) is { } error)
        {
            ThrowTerminatingError(error);
        }

        IsWhatIf = bound.TryGetValue("WhatIf", out var whatIf)
            ? ((SwitchParameter)whatIf).ToBool()
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
        IsErrorStop = IsStop("ErrorAction", "ErrorActionPreference");
        IsWarningStop = IsStop("WarningAction", "WarningPreference");
        var suppressed = SuppressionCheck.Read(this, SuppressionPath is null ? Connection.SuppressionPath : FilePath(SuppressionPath, Errors.SuppressionNotInFiles));
        _session = new SendSession(this, Begin(), suppressed);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null && !MyInvocation.ExpectingInput)
        {
            if (To is { Length: > 0 })
            {
                Send(new Row(null));
            }
        }
        else if (LanguagePrimitives.GetEnumerable(InputObject) is { } list)
        {
            if (!MyInvocation.ExpectingInput && InputObject?.BaseObject is ICollection rows)
            {
                _session.Expect(rows.Count);
            }

            foreach (var item in list)
            {
                Send(new Row(item is null ? null : PSObject.AsPSObject(item)));
            }
        }
        else
        {
            Send(new Row(InputObject));
        }

        _session.WriteErrors();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_anyRecipient && !MyInvocation.ExpectingInput)
        {
            WriteError(Errors.NoRecipients());
        }

        _session.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _session?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsStop(string parameter, string variable) =>
        LanguagePrimitives.TryConvertTo<ActionPreference>(
            MyInvocation.BoundParameters.TryGetValue(parameter, out var action) ? action : GetVariableValue(variable), out var preference)
        && preference == ActionPreference.Stop;

    /// <summary>Whether PowerShell asks before each submission.</summary>
    private bool IsConfirmed => MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm)
        ? ((SwitchParameter)confirm).ToBool()
        : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference)
            && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium;

    private SendRun Begin()
    {
        try
        {
            return new SendRun(Connection.Client, new SendRunSettings
            {
                BatchSize = BatchSize,
                AllowDuplicates = AllowDuplicate,
                JournalPath = JournalPath is null ? null : JournalPlace(JournalPath, Connection),
                RetryUnknown = RetryUnknown,
                IsRehearsal = IsWhatIf,
                IsConfirmed = IsConfirmed,
            });
        }
        catch (JournalException e)
        {
            ThrowTerminatingError(Errors.Journal(e));
            throw; // not reached: the line above does not return
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, JournalPath));
            throw; // not reached: the line above does not return
        }
    }

    private void Send(Row row)
    {
        var bound = new BoundColumns(To, Subject, Html, From, FromName, ReplyTo, MessageKey);
        if (!_anyRecipient && _reader.HasTwoSources(row, bound))
        {
            ThrowTerminatingError(Errors.ToWithPipelineInput(row.Input!));
        }

        _anyRecipient = true;
        foreach (var mail in _reader.Read(row, bound))
        {
            _session.Add(mail);
        }
    }
}
