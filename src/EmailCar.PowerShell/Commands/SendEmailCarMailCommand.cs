using System.Collections;
using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Journal;
using EmailCar.Rows;
using EmailCar.Runs;
using EmailCar.Sending;

namespace EmailCar.Commands;

/// <summary>Sends one mail to each recipient, and says of each what became of it.</summary>
[Cmdlet(VerbsCommunications.Send, "EmailCarMail", SupportsShouldProcess = true), OutputType(typeof(SendResult))]
public sealed class SendEmailCarMailCommand : ConnectedCommand
{
    private MailReader _reader = null!;
    private SendSession _session = null!;
    private bool _anyRecipient;

    /// <summary>Recipients' addresses.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.Email, Columns.EmailAddress, Columns.Mail, Columns.Recipient, Columns.ChineseMailbox, Columns.ChineseRecipient, Columns.ChineseEmail)]
    public string[]? To { get; set; }

    /// <summary>Subject, one line.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseSubject, Columns.ChineseTitle)]
    public string? Subject { get; set; }

    /// <summary>Body, text or HTML; several lines are joined.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.Body, Columns.Content, Columns.ChineseBody, Columns.ChineseContent)]
    [Body]
    public string[]? Html { get; set; }

    /// <summary>Sender address, registered with EmailCar.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? From { get; set; }

    /// <summary>Sender's display name; the sender address without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseFromName)]
    public string? FromName { get; set; }

    /// <summary>Where answers go; the sender without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Columns.ChineseReplyTo)]
    public string? ReplyTo { get; set; }

    /// <summary>Counts opens.</summary>
    [Parameter]
    public SwitchParameter TrackOpens { get; set; }

    /// <summary>Counts clicks; links in the mail are rewritten.</summary>
    [Parameter]
    public SwitchParameter TrackClicks { get; set; }

    /// <summary>Recipients a submission, 1 to 50.</summary>
    [Parameter]
    [BlankIsDefault(Submission.MaxRecipients), ValidateRange(1, Submission.MaxRecipients)]
    public int BatchSize { get; set; } = Submission.MaxRecipients;

    /// <summary>
    /// Takes subject, body, sender's name and reply address for Mustache templates, filled from the columns of each row.
    /// </summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>What a column does that a template names and the row does not have: an error for that row, or nothing.</summary>
    [Parameter]
    [BlankIsDefault("Error"), ValidateSet("Blank", "Error")]
    public string MergeMissing { get; set; } = "Error";

    /// <summary>Percent of the addresses, after 100 of them, that may be unusable; with more the run ends. 100 for any.</summary>
    [Parameter]
    [BlankIsDefault(20), ValidateRange(0, 100)]
    public int MaxInvalidPercent { get; set; } = 20;

    /// <summary>Sends the same mail to the same address as often as it is given.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <summary>File that remembers what was submitted: the same line again sends only what is missing.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? JournalPath { get; set; }

    /// <summary>Your own name of each mail, such as an order number; together with the address it tells the mail from others.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MessageKey { get; set; }

    /// <summary>Sends again what the journal does not know the outcome of.</summary>
    [Parameter]
    public SwitchParameter RetryUnknown { get; set; }

    /// <summary>List of addresses that nothing is sent to; without it, that of the connection.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SuppressionPath { get; set; }

    /// <summary>Name of a variable that gets the counts by status.</summary>
    [Parameter]
    [BlankIsDefault]
    public string? SummaryVariable { get; set; }

    /// <summary>Addresses, rows of Import-Csv, other objects, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>True when the user only wants to see what would be done.</summary>
    internal bool IsWhatIf { get; private set; }

    /// <summary>True when the first error ends the pipeline.</summary>
    internal bool IsErrorStop { get; private set; }

    /// <summary>True when the first warning ends the pipeline.</summary>
    internal bool IsWarningStop { get; private set; }

    /// <summary>True when each row makes a mail of its own.</summary>
    internal bool MergesRows => Merge && (MyInvocation.ExpectingInput || InputObject is not null);

    /// <summary>Sets the variable of -SummaryVariable, if there is one.</summary>
    /// <returns>Why it can't be set; null when it could.</returns>
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
        // Values from the pipeline are not there yet: what is, was given on the command line and beats the columns.
        var bound = MyInvocation.BoundParameters;
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
            [.. bound.Keys]), Merge ? new MailMerge(isMissingBlank: MergeMissing.Equals("Blank", StringComparison.OrdinalIgnoreCase)) : null, IsFile);
        if (_reader.CheckGiven() is { } problem)
        {
            ThrowTerminatingError(Errors.Template(problem));
        }

        GuardCheck.Run(this);

        // Now, while nothing is sent: and what an earlier run left there is not taken for this one's.
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

    /// <summary>True when PowerShell asks before each submission.</summary>
    private bool IsConfirmed => MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm)
        ? ((SwitchParameter)confirm).ToBool()
        : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference)
            && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium;

    /// <summary>Null for blanks: the column counts, and then the connection's default.</summary>
    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private SendRun Begin()
    {
        try
        {
            return new SendRun(Connection.Client, new SendRunSettings
            {
                BatchSize = BatchSize,
                AllowDuplicates = AllowDuplicate,
                JournalPath = JournalPath is null ? null : FilePath(JournalPath, Errors.JournalNotInFiles),
                RetryUnknown = RetryUnknown,
                IsRehearsal = IsWhatIf,
                IsConfirmed = IsConfirmed,
            });
        }
        catch (JournalException e)
        {
            ThrowTerminatingError(Errors.Journal(e));
            throw; // never reached: the line above does not return
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
