using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace EmailCar.PowerShell.Tests.Servers;

/// <summary>Reads messages with Python's email package, which shares no code with the module.</summary>
internal static class MailReader
{
    private const string Script = """
        import email, email.policy, hashlib, json, os, sys
        mails = []
        for name in os.listdir(sys.argv[1]):
            with open(os.path.join(sys.argv[1], name), 'rb') as file:
                message = email.message_from_binary_file(file, policy=email.policy.default)
            files = []
            for part in message.iter_attachments():
                content = part.get_payload(decode=True)
                files.append({'Name': part.get_filename(), 'Length': len(content), 'Hash': hashlib.sha256(content).hexdigest()})
            mails.append({'To': message['To'], 'Subject': message['Subject'], 'Files': files, 'Defects': [str(d) for part in message.walk() for d in part.defects]})
        json.dump(mails, sys.stdout)
        """;

    public static bool IsAvailable
    {
        get
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo("python3", ["-c", ""]) { RedirectStandardError = true });
                process!.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Returns the messages in a folder with one file per message.</summary>
    public static IReadOnlyList<ReadMail> Read(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Script, folder]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<ReadMail[]>(output)!;
    }
}

/// <summary>A message as another program reads it.</summary>
internal sealed record ReadMail(string To, string Subject, IReadOnlyList<ReadFile> Files, IReadOnlyList<string> Defects);

/// <summary>A file of a message, with its SHA-256 in hexadecimal.</summary>
internal sealed record ReadFile(string Name, int Length, string Hash);
