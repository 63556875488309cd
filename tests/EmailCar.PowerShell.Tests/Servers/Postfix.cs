using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EmailCar.PowerShell.Tests.Servers;

/// <summary>
/// Postfix with a separate configuration, queue and login in a temporary folder; the machine's own configuration is not changed. All email
/// to example.com is delivered to one folder.
/// </summary>
internal sealed class Postfix : IDisposable
{
    public const string Program = "/usr/sbin/postfix";
    public const string PasswordProgram = "/usr/sbin/saslpasswd2";
    public const string User = "user";
    public const string Password = "geheim";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emailcar-postfix-");

    public Postfix()
    {
        Port = FreePort();
        foreach (var name in new[] { "etc/sasl", "spool", "data", "mail" })
        {
            _folder.CreateSubdirectory(name);
        }

        Run("chmod", "755", _folder.FullName);
        Run(["sh", "-c", $"printf %s {Password} | {PasswordProgram} -p -c -f '{_folder}/sasldb2' -u localhost {User}"]);
        Run("chown", "postfix", $"{_folder}/data", $"{_folder}/sasldb2");
        Run("chown", "nobody", $"{_folder}/mail");
        File.WriteAllText($"{_folder}/etc/sasl/smtpd.conf", $"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: {_folder}/sasldb2\n");
        File.WriteAllText($"{_folder}/etc/main.cf", Settings);
        File.WriteAllText($"{_folder}/etc/master.cf", Services);
        Run(Program, "-c", $"{_folder}/etc", "start");
    }

    public int Port { get; }

    private string Settings =>
        $"""
        compatibility_level = 3.6
        queue_directory = {_folder}/spool
        data_directory = {_folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        maillog_file_prefixes = {_folder}
        maillog_file = {_folder}/mail.log
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = localhost
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        local_recipient_maps =
        virtual_mailbox_domains = example.com
        virtual_mailbox_base = {_folder}/mail
        virtual_mailbox_maps = static:all/
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        virtual_mailbox_limit = 0
        message_size_limit = 52428800
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = localhost
        smtpd_relay_restrictions = permit_sasl_authenticated, reject

        """;

    private string Services =>
        $"""
        127.0.0.1:{Port} inet n - n - - smtpd
        postlog unix-dgram n - n - 1 postlogd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        error unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        proxymap unix - - n - - proxymap

        """;

    /// <summary>Returns the folder of the messages as soon as it contains this many.</summary>
    public async Task<string> MessagesAsync(int count)
    {
        var folder = $"{_folder}/mail/all/new";
        var watch = Stopwatch.StartNew();
        while (!Directory.Exists(folder) || Directory.GetFiles(folder).Length < count)
        {
            Assert.True(watch.Elapsed < Patience, $"Not all messages were delivered: {File.ReadAllText($"{_folder}/mail.log")}");
            await Task.Delay(50);
        }

        return folder;
    }

    public void Dispose()
    {
        Run(Program, "-c", $"{_folder}/etc", "stop");
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(params string[] command)
    {
        // Neither output nor errors are redirected, because the daemons inherit the streams and would keep them open.
        using var process = Process.Start(command[0], command[1..]);
        Assert.True(process.WaitForExit(Patience), $"{string.Join(' ', command)} does not end.");
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
