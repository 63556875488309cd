using System.Runtime.InteropServices;
using System.Security;

namespace EmailCar.Settings;

/// <summary>The login of one EmailCar account. Holds the MD5 of the password, never the password.</summary>
public sealed class Account
{
    /// <summary>Takes a login; the password is digested at once and not kept.</summary>
    /// <param name="userName">Login name or e-mail address (docs/service.md, Ground rules).</param>
    /// <param name="password">The login password.</param>
    /// <exception cref="ArgumentException">The user name is empty.</exception>
    public Account(string userName, SecureString password)
    {
        if (string.IsNullOrWhiteSpace(userName))
        {
            throw new ArgumentException("The user name is empty.", nameof(userName));
        }

        UserName = userName;
        PasswordMd5 = Digest(password ?? throw new ArgumentNullException(nameof(password)));
    }

    /// <summary>Login name or e-mail address.</summary>
    public string UserName { get; }

    /// <summary>A secret: 32 lower-case hexadecimal digits, for the request body and nothing else.</summary>
    internal string PasswordMd5 { get; }

    /// <summary>The user name alone.</summary>
    public override string ToString() => UserName;

    private static string Digest(SecureString password)
    {
        var characters = new char[password.Length];
        var bytes = Array.Empty<byte>();
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            Marshal.Copy(pointer, characters, 0, characters.Length);
            bytes = System.Text.Encoding.UTF8.GetBytes(characters);
            return Md5Digest.Hex(bytes);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
            Array.Clear(characters, 0, characters.Length);
            Array.Clear(bytes, 0, bytes.Length);
        }
    }
}
