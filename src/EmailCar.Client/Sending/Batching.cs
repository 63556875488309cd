using EmailCar.Emails;

namespace EmailCar.Sending;

/// <summary>
/// Groups recipients with the same content into one submission. A submission is sealed when it is full, when too many contents are
/// open (the oldest is sealed), or when the input ends. Sealed submissions are returned in the order of sealing.
/// </summary>
internal sealed class Batching
{
    /// <summary>The maximum number of open contents. More would hold more bodies in memory and delay the first email.</summary>
    public const int MaxOpen = 256;

    private readonly int _batchSize;
    private readonly Dictionary<MailContent, LinkedListNode<Submission>> _open = [];
    private readonly LinkedList<Submission> _oldestFirst = new();
    private readonly Queue<Submission> _sealed = new();
    private LinkedListNode<Submission>? _last;

    public Batching(int batchSize) => _batchSize = batchSize;

    /// <summary>The number of sealed submissions that were not taken yet.</summary>
    public int Sealed => _sealed.Count;

    /// <summary>Adds one recipient.</summary>
    public void Add(MailContent content, Recipient recipient)
    {
        // Most rows have the same content object as the row before, so the content need not be compared.
        var node = _last;
        if ((node?.List is null || !ReferenceEquals(node.Value.Content, content)) && !_open.TryGetValue(content, out node))
        {
            if (_open.Count == MaxOpen)
            {
                Seal(_oldestFirst.First!);
            }

            node = _oldestFirst.AddLast(new Submission(content));
            _open.Add(content, node);
        }

        _last = node;
        node!.Value.Add(recipient);
        if (content.Via == SendVia.Smtp || node.Value.Recipients.Count >= _batchSize)
        {
            Seal(node);
        }
    }

    /// <summary>Adds a recipient that must not share a submission with others.</summary>
    public void AddAlone(MailContent content, Recipient recipient)
    {
        var submission = new Submission(content);
        submission.Add(recipient);
        _sealed.Enqueue(submission);
    }

    /// <summary>Seals all open submissions, oldest first.</summary>
    public void SealAll()
    {
        while (_oldestFirst.First is { } node)
        {
            Seal(node);
        }
    }

    /// <summary>Returns the next sealed submission, or null if there is none.</summary>
    public Submission? TakeSealed() => _sealed.Count > 0 ? _sealed.Dequeue() : null;

    private void Seal(LinkedListNode<Submission> node)
    {
        _oldestFirst.Remove(node);
        _open.Remove(node.Value.Content);
        _sealed.Enqueue(node.Value);
    }
}
