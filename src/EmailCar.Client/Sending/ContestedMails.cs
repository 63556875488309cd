using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>
/// The emails of a run that other runs have claimed. Once the input has ended they are claimed again and again, until each is decided
/// or nothing is decided for too long.
/// </summary>
internal sealed class ContestedMails(TimeProvider time, TimeSpan patience, int batchSize)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<(MailContent Content, Recipient Recipient)> _mails = [];
    private int _lastCount = -1;
    private long _decided;
    private long _looked;

    /// <summary>How many there are.</summary>
    public int Count => _mails.Count;

    /// <summary>Takes emails that another run has claimed.</summary>
    public void Add(ClaimedElsewhere claimed) => _mails.AddRange(claimed.Recipients.Select(recipient => (claimed.Content, recipient)));

    /// <summary>The input has ended, and all else is decided: the submissions to claim now; empty while it is too early.</summary>
    public IReadOnlyList<Submission> TakeDue()
    {
        var now = time.GetTimestamp();
        if (_lastCount != _mails.Count)
        {
            (_lastCount, _decided) = (_mails.Count, now);
        }
        else if (time.GetElapsedTime(_looked) < Pause)
        {
            return [];
        }

        _looked = now;
        var submissions = _mails.GroupBy(mail => mail.Content).SelectMany(Submissions).ToArray();
        _mails.Clear();
        return submissions;
    }

    /// <summary>True when nothing has been decided for as long as the time-out lasts.</summary>
    public bool IsOver => _lastCount == _mails.Count && time.GetElapsedTime(_decided) > patience;

    /// <summary>Gives them up.</summary>
    /// <param name="reason">Why.</param>
    public IReadOnlyList<SubmissionOutcome> GiveUp(EmailCarException reason)
    {
        var outcomes = _mails
            .GroupBy(mail => mail.Content)
            .Select(mails => new SubmissionOutcome(mails.Key, [.. mails.Select(mail => mail.Recipient)], SendStatus.NotSent, time.GetUtcNow()) { Failure = reason })
            .ToArray();
        _mails.Clear();
        return outcomes;
    }

    private IEnumerable<Submission> Submissions(IGrouping<MailContent, (MailContent Content, Recipient Recipient)> mails)
    {
        var all = mails.Select(mail => mail.Recipient).ToArray();
        for (var from = 0; from < all.Length; from += batchSize)
        {
            yield return new Submission(mails.Key, isLastLook: true).With(all.Skip(from).Take(batchSize));
        }
    }
}
