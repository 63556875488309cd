namespace EmailCar.Emails;

/// <summary>A file that goes with an email. What is in it is known by its hash; it is read when the email leaves.</summary>
/// <param name="Name">The name that the recipient sees.</param>
/// <param name="Path">Where the file is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="ContentId">What the HTML names an image by, after "cid:"; null for an attachment.</param>
public sealed record MailAttachment(string Name, string Path, long Size, string Hash, string? ContentId = null);
