using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Failures;
using EmailCar.Journal;
using EmailCar.Runs;

namespace EmailCar.Commands;

/// <summary>Copies a journal from a file to Redis, or from Redis to a file.</summary>
[Cmdlet(VerbsCommon.Copy, "EmailCarJournal", SupportsShouldProcess = true), OutputType(typeof(JournalSummary))]
public sealed class CopyEmailCarJournalCommand : ConnectedCommand
{
    /// <summary>The journal to copy: a file, or redis:name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty, Alias("JournalPath", "PSPath", "LP")]
    public string Path { get; set; } = "";

    /// <summary>The destination, which must not exist: a file, or redis:name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var (source, destination) = (JournalPlace(Path, Connection), JournalPlace(Destination, Connection));
        if (!ShouldProcess(source, VerdictTexts.Text(Strings.ShouldCopyJournal, destination)))
        {
            return;
        }

        try
        {
            WriteObject(Connection.Client.CopyJournal(source, destination));
        }
        catch (JournalException e)
        {
            ThrowTerminatingError(Errors.Journal(e));
        }
        catch (EmailCarException e)
        {
            ThrowTerminatingError(Errors.Failure(e, Destination));
        }
    }
}
