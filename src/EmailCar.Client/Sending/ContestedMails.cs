using EmailCar.Emails;
using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>
/// The emails of a run that other runs have claimed. After the end of the input, they are claimed repeatedly, until each is decided or
/// nothing was decided for too long.
/// </summary>
internal sealed class ContestedMails(TimeProvider time, TimeSpan patience, int batchSize)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<(MailContent Content, Recipient Recipient)> _mails = [];
    private int _lastCount = -1;
    private long _decided;
    private long _looked;

    /// <summary>The number of these emails.</summary>
    public int Count => _mails.Count;

    /// <summary>Adds emails that another run has claimed.</summary>
    public void Add(ClaimedElsewhere claimed) => _mails.AddRange(claimed.Recipients.Select(recipient => (claimed.Content, recipient)));

    /// <summary>
    /// Returns the submissions to claim now, once the input has ended and everything else is decided; none if it is too early.
    /// </summary>
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

    /// <summary>Whether nothing was decided for the time of the timeout.</summary>
    public bool IsOver => _lastCount == _mails.Count && time.GetElapsedTime(_decided) > patience;

    /// <summary>Gives these emails up.</summary>
    /// <param name="reason">The reason.</param>
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
