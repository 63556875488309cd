using EmailCar.Emails;

namespace EmailCar.Sending;

/// <summary>
/// Puts recipients of equal content into one submission. A submission is sealed when it is full, when more contents
/// are open than may be (the oldest goes), or when the input ends. Sealed ones come out in the order of sealing.
/// </summary>
internal sealed class Batching
{
    /// <summary>Contents open at once. More would hold more bodies in memory and let the first mail wait longer.</summary>
    public const int MaxOpen = 256;

    private readonly int _batchSize;
    private readonly Dictionary<MailContent, LinkedListNode<Submission>> _open = [];
    private readonly LinkedList<Submission> _oldestFirst = new();
    private readonly Queue<Submission> _sealed = new();
    private LinkedListNode<Submission>? _last;

    public Batching(int batchSize) => _batchSize = batchSize;

    /// <summary>Sealed submissions that were not taken yet.</summary>
    public int Sealed => _sealed.Count;

    /// <summary>Takes one recipient.</summary>
    public void Add(MailContent content, Recipient recipient)
    {
        // Most rows have the content of the row before: no need to read it through.
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
        if (node.Value.Recipients.Count >= _batchSize)
        {
            Seal(node);
        }
    }

    /// <summary>Takes a recipient who shares a submission with nobody.</summary>
    public void AddAlone(MailContent content, Recipient recipient)
    {
        var submission = new Submission(content);
        submission.Add(recipient);
        _sealed.Enqueue(submission);
    }

    /// <summary>Seals whatever is open, oldest first.</summary>
    public void SealAll()
    {
        while (_oldestFirst.First is { } node)
        {
            Seal(node);
        }
    }

    /// <summary>The next sealed submission; null when there is none.</summary>
    public Submission? TakeSealed() => _sealed.Count > 0 ? _sealed.Dequeue() : null;

    private void Seal(LinkedListNode<Submission> node)
    {
        _oldestFirst.Remove(node);
        _open.Remove(node.Value.Content);
        _sealed.Enqueue(node.Value);
    }
}
