using System.Globalization;
using System.Management.Automation;
using EmailCar.Commands;
using EmailCar.Rows;

namespace EmailCar.Runs;

/// <summary>
/// The errors of a run, which are held until the results they belong to are written, and its warnings, which are held only if the
/// first one ends the pipeline.
/// </summary>
internal sealed class SendMessages(SendEmailCarMailCommand command)
{
    private readonly Queue<ErrorRecord> _errors = new();
    private readonly Queue<string> _warnings = new();
    private bool _hasWarnedOfMerge;
    private bool _hasWarnedOfTracking;
    private bool _hasWarnedOfLength;
    private int _withCopies;

    /// <summary>Whether a held warning will end the pipeline.</summary>
    public bool IsWarningDue => _warnings.Count > 0;

    /// <summary>The message for emails that are not sent because writing a message ends the pipeline; null if it does not.</summary>
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

    /// <summary>Warns before anything is sent, once each, if -Merge finds no tags and if -InlineCss makes a body too long.</summary>
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

    /// <summary>Warns once about copies of several emails, and once about opens and clicks, which SMTP does not count.</summary>
    public void WarnOfSmtp(MailToSend mail)
    {
        if (mail.Content is not { Via: SendVia.Smtp } content)
        {
            return;
        }

        if (command.HasCopies && ++_withCopies == 2)
        {
            Warn(Strings.CopiesOfEach);
        }

        if ((content.TrackOpens || content.TrackClicks) && !_hasWarnedOfTracking)
        {
            _hasWarnedOfTracking = true;
            Warn(Strings.SmtpNotTracked);
        }
    }

    /// <summary>Writes all held messages, errors first.</summary>
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
