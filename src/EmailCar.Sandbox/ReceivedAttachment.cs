namespace EmailCar.Sandbox;

/// <summary>A file attached to an email. Emails submitted with mail/send have no attachments.</summary>
/// <param name="Name">The file name from the sender; not safe to use in the file system.</param>
/// <param name="ContentType">The media type from the sender.</param>
/// <param name="ContentId">The name that the HTML uses in a <c>cid:</c> address; null if the file is not part of the HTML.</param>
/// <param name="Bytes">The content.</param>
public sealed record ReceivedAttachment(string Name, string ContentType, string? ContentId, byte[] Bytes);
