using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EmailCar.BaseCommands;
using EmailCar.Failures;
using EmailCar.Journal;

namespace EmailCar.Commands;

/// <summary>Gets the state of each email in a journal, or the counts. A run may write to the journal at the same time.</summary>
[Cmdlet(VerbsCommon.Get, "EmailCarJournal", DefaultParameterSetName = Entries), OutputType(typeof(JournalEntry), typeof(JournalSummary))]
public sealed class GetEmailCarJournalCommand : EmailCarCommand
{
    private const string Entries = "Entries", Counts = "Summary";

    /// <summary>The path of the journal.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty, Alias("JournalPath", "PSPath", "LP")]
    public string Path { get; set; } = "";

    /// <summary>Returns only emails with these statuses.</summary>
    [Parameter(ParameterSetName = Entries)]
    [BlankIsDefault(new[] { nameof(SendStatus.Submitted), nameof(SendStatus.Rejected), nameof(SendStatus.Unknown), nameof(SendStatus.NotSent) })]
    [ValidateSet(nameof(SendStatus.Submitted), nameof(SendStatus.Rejected), nameof(SendStatus.Unknown), nameof(SendStatus.NotSent))]
    public string[]? Status { get; set; }

    /// <summary>Returns the counts instead of the emails.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Counts)]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            using var journal = Open();
            if (Summary)
            {
                WriteObject(journal.Summary);
            }
            else
            {
                journal.ForEach(Write, StopToken);
            }
        }
        catch (JournalException e)
        {
            WriteError(Errors.Journal(e));
        }
        catch (EmailCarException e)
        {
            WriteError(Errors.Failure(e, Path));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private JournalView Open()
    {
        var connection = PerRunspace<Connection>.Find(Runspace.DefaultRunspace);
        var place = JournalPlace(Path, connection);
        return EmailCarClient.IsRedisJournal(place) ? connection!.Client.ViewJournal(place) : new JournalView(place);
    }

    private void Write(JournalEntry entry)
    {
        if (Status is not null && !Status.Contains(entry.Status.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var message = entry.Message ?? entry.Status switch
        {
            SendStatus.Unknown => Strings.JournalNoOutcome,
            SendStatus.NotSent => Strings.JournalNotListed,
            _ => null,
        };
        WriteObject(message == entry.Message
            ? entry
            : new JournalEntry(
                entry.To, entry.Status, entry.Id, entry.Time, entry.MessageKey, message, entry.Via, entry.Submission, entry.Attempts, entry.IsIdShared));
    }
}
