using System.Runtime.CompilerServices;
using EmailCar.Failures;

namespace EmailCar.Sending;

/// <summary>
/// Keeps one bad address from causing the rejection of the other 49: if a rejection is about an address, the address that it names is set
/// aside, or else the submission is halved, and the rest is sent again.
/// </summary>
internal sealed class BatchBisector
{
    /// <summary>
    /// After this many rejections without an accepted part, one address is not the reason: the whole, its halves and its quarters were
    /// rejected. The rest is then rejected without further attempts.
    /// </summary>
    private const int MaxRefusals = 7;

    private readonly Submission _submission;
    private readonly TimeProvider _time;
    private readonly Queue<IReadOnlyList<Recipient>> _parts = new();
    private readonly List<SubmissionOutcome> _settled = [];
    private EmailCarException? _refusal;
    private int _refusals;
    private bool _anyAccepted;

    public BatchBisector(Submission submission, TimeProvider time)
    {
        _submission = submission;
        _time = time;
        _parts.Enqueue(submission.Recipients);
    }

    /// <summary>Sends the submission, in parts if necessary.</summary>
    /// <param name="send">Sends to some of its recipients.</param>
    /// <param name="ended">Why nothing more may be sent; null while sending may continue.</param>
    /// <returns>One outcome per part, in the order of the recipients.</returns>
    public async Task<IReadOnlyList<SubmissionOutcome>> SendAsync(
        Func<IReadOnlyList<Recipient>, Task<SubmissionOutcome>> send, Func<EmailCarException?> ended)
    {
        while (_parts.Count > 0)
        {
            var part = _parts.Dequeue();
            if (_refusal is not null && ended() is { } end)
            {
                Settle(part, SendStatus.NotSent, end);
            }
            else if (_refusals >= MaxRefusals && !_anyAccepted)
            {
                Settle(part, SendStatus.Rejected, _refusal!);
            }
            else
            {
                Take(await send(part).ConfigureAwait(false));
            }
        }

        if (_settled.Count == 1)
        {
            return _settled;
        }

        var order = _submission.Recipients.Select((recipient, at) => (recipient, at)).ToDictionary(r => r.recipient, r => r.at, ByReference);
        return [.. _settled.OrderBy(outcome => order[outcome.Recipients[0]])];
    }

    private static IEqualityComparer<Recipient> ByReference { get; } = new ReferenceComparer();

    private void Take(SubmissionOutcome outcome)
    {
        _anyAccepted |= outcome.Status == SendStatus.Submitted;
        if (outcome.Status != SendStatus.Rejected || outcome.Recipients.Count == 1 || !TrySetAside(outcome.Failure!, outcome.Recipients))
        {
            _settled.Add(outcome);
        }
    }

    /// <summary>Sets recipients aside or halves the part. Returns false if the rejection is not about an address.</summary>
    private bool TrySetAside(EmailCarException refusal, IReadOnlyList<Recipient> part)
    {
        if (refusal.Kind == FailureKind.SenderNotRegistered)
        {
            return false; // even if it names a recipient, because a sender may also be a recipient
        }

        var named = RecipientNaming.NamedIn(refusal.ServiceMessage ?? "", part);
        if (named.Count > 0 && named.Count < part.Count)
        {
            Settle(named, SendStatus.Rejected, refusal);
            _parts.Enqueue([.. part.Except(named, ByReference)]);
        }
        else if (named.Count > 0 || refusal.Kind == FailureKind.BadRecipient)
        {
            // A rejection that names all recipients may only echo the list, so it is treated like one that names none.
            var half = part.Count / 2;
            _parts.Enqueue([.. part.Take(half)]);
            _parts.Enqueue([.. part.Skip(half)]);
            _refusals++;
        }
        else
        {
            return false;
        }

        _refusal = refusal;
        return true;
    }

    private void Settle(IReadOnlyList<Recipient> part, SendStatus status, EmailCarException failure) =>
        _settled.Add(new SubmissionOutcome(_submission.Content, part, status, _time.GetUtcNow()) { Failure = failure });

    private sealed class ReferenceComparer : IEqualityComparer<Recipient>
    {
        public bool Equals(Recipient? x, Recipient? y) => ReferenceEquals(x, y);

        public int GetHashCode(Recipient obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
