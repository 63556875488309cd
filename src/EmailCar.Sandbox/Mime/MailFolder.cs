namespace EmailCar.Sandbox.Mime;

/// <summary>The folder that each accepted email is written to.</summary>
internal static class MailFolder
{
    /// <summary>Writes an email as .eml. The name holds nothing that came from outside.</summary>
    /// <param name="folder">Null for none.</param>
    /// <param name="mail">The email; one that was not accepted is left out.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static void Write(string? folder, ReceivedMail mail)
    {
        if (folder is not null && mail.IsAccepted)
        {
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{mail.Id}-{mail.Number:D5}.eml")), MimeMessage.Write(mail));
        }
    }
}
