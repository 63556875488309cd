using System.Runtime.InteropServices;
using System.Security;

namespace EmailCar.Settings;

/// <summary>The login of an EmailCar account. Contains the MD5 of the password, never the password.</summary>
public sealed class Account
{
    /// <summary>Creates the login; the password is hashed at once and not kept.</summary>
    /// <param name="userName">The login name or email address (docs/service.md, Ground rules).</param>
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

    /// <summary>The login name or email address.</summary>
    public string UserName { get; }

    /// <summary>A secret: 32 lowercase hexadecimal digits, used only in the request body.</summary>
    internal string PasswordMd5 { get; }

    /// <summary>Returns only the user name.</summary>
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
