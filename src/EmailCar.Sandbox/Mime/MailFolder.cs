namespace EmailCar.Sandbox.Mime;

/// <summary>The folder in which accepted emails are saved.</summary>
internal static class MailFolder
{
    /// <summary>Saves an email as .eml. The file name contains nothing from outside.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <param name="mail">The email; it is not saved if it was not accepted.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static void Write(string? folder, ReceivedMail mail)
    {
        if (folder is not null && mail.IsAccepted)
        {
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{mail.Id}-{mail.Number:D5}.eml")), MimeMessage.Write(mail));
        }
    }
}
