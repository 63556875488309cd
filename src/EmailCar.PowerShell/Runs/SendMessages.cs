using System.Globalization;
using System.Management.Automation;
using EmailCar.Commands;
using EmailCar.Rows;

namespace EmailCar.Runs;

/// <summary>
/// The errors of a run, which wait until what they go with is written, and its warnings, which wait only where the first one
/// ends the pipeline.
/// </summary>
internal sealed class SendMessages(SendEmailCarMailCommand command)
{
    private readonly Queue<ErrorRecord> _errors = new();
    private readonly Queue<string> _warnings = new();
    private bool _hasWarnedOfMerge;
    private bool _hasWarnedOfLength;

    /// <summary>True when a warning waits that will end the pipeline.</summary>
    public bool IsWarningDue => _warnings.Count > 0;

    /// <summary>What is said of mails that are not sent since writing would end the pipeline; null when it would not.</summary>
    public string? StopReason =>
        _errors.Count > 0 && command.IsErrorStop ? Strings.StoppedByError : IsWarningDue ? Strings.StoppedByWarning : null;

    public void Add(ErrorRecord error) => _errors.Enqueue(error);

    public void Warn(string text)
    {
        if (command.IsWarningStop)
        {
            _warnings.Enqueue(text);
        }
        else
        {
            command.WriteWarning(text);
        }
    }

    /// <summary>Warns once of each, before anything is sent, when -Merge finds nothing to fill in and when -InlineCss makes a body long.</summary>
    public void WarnOfBody(MailToSend mail)
    {
        if (!_hasWarnedOfMerge && mail is { IsMergedWithoutTags: true, Problem: null })
        {
            _hasWarnedOfMerge = true;
            Warn(Strings.MergeWithoutTags);
        }

        if (!_hasWarnedOfLength && mail.IsTooLong)
        {
            _hasWarnedOfLength = true;
            Warn(string.Format(CultureInfo.CurrentCulture, Strings.BodyTooLong, mail.Address));
        }
    }

    /// <summary>Writes all that waits, errors first.</summary>
    public void Write()
    {
        while (_errors.Count > 0)
        {
            command.WriteError(_errors.Dequeue());
        }

        while (_warnings.Count > 0)
        {
            command.WriteWarning(_warnings.Dequeue());
        }
    }
}
