namespace EmailCar;

/// <summary>A file that came with an email to the sandbox.</summary>
public sealed class SandboxAttachment
{
    /// <summary>A file as it came.</summary>
    public SandboxAttachment(string name, string contentType, string? contentId, byte[] bytes)
    {
        Name = name;
        ContentType = contentType;
        ContentId = contentId;
        Bytes = bytes;
    }

    /// <summary>The file's name as the sender gave it.</summary>
    public string Name { get; }

    /// <summary>The media type as the sender gave it.</summary>
    public string ContentType { get; }

    /// <summary>What the HTML calls it in a cid: address; null for a file that is no part of the HTML.</summary>
    public string? ContentId { get; }

    /// <summary>Length in bytes.</summary>
    public int Length => Bytes.Length;

    /// <summary>The content. Not a copy.</summary>
    public byte[] Bytes { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
