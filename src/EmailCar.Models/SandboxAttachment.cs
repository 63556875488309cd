namespace EmailCar;

/// <summary>A file attached to an email that the sandbox received.</summary>
public sealed class SandboxAttachment
{
    /// <summary>Creates an attachment from its values.</summary>
    public SandboxAttachment(string name, string contentType, string? contentId, byte[] bytes)
    {
        Name = name;
        ContentType = contentType;
        ContentId = contentId;
        Bytes = bytes;
    }

    /// <summary>The file name from the sender.</summary>
    public string Name { get; }

    /// <summary>The media type from the sender.</summary>
    public string ContentType { get; }

    /// <summary>The name that the HTML uses in a cid: address; null if the file is not part of the HTML.</summary>
    public string? ContentId { get; }

    /// <summary>The length in bytes.</summary>
    public int Length => Bytes.Length;

    /// <summary>The content. The array is not copied.</summary>
    public byte[] Bytes { get; }

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
