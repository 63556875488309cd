namespace EmailCar.Sandbox;

/// <summary>A file that came with an email. What came by mail/send has none.</summary>
/// <param name="Name">The file's name as the sender gave it; not safe as the name of a file.</param>
/// <param name="ContentType">The media type as the sender gave it.</param>
/// <param name="ContentId">What the HTML calls it in a <c>cid:</c> address; null for a file that is no part of the HTML.</param>
/// <param name="Bytes">Its content.</param>
public sealed record ReceivedAttachment(string Name, string ContentType, string? ContentId, byte[] Bytes);
