namespace EmailCar.Emails;

/// <summary>A file that is sent with an email. Its content is identified by its hash; it is read when the email is sent.</summary>
/// <param name="Name">The name that the recipient sees.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Hash">The SHA-256 of the content, 64 lowercase hexadecimal digits.</param>
/// <param name="ContentId">The name of an image in the HTML, after "cid:"; null for an attachment.</param>
public sealed record MailAttachment(string Name, string Path, long Size, string Hash, string? ContentId = null);
