using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Journal;

namespace EmailCar;

/// <summary>
/// Why something failed, in the user's language: the client's messages from their parts, and the most frequent messages of the system,
/// which PowerShell 7 has only in English. Messages of the service, and rare ones of the system, remain as they are.
/// </summary>
internal static class Reasons
{
    /// <summary>Explains why a request failed.</summary>
    public static string Of(EmailCarException e) =>
        e.Detail is { } detail ? Of(detail) : e.ServiceMessage is null ? OfSystem(e) ?? e.Message : e.Message;

    /// <summary>Returns the values for a message about a journal.</summary>
    public static object?[] Of(JournalException e) => e.Problem switch
    {
        // The system names the file of the lock, which is not the one that was given.
        JournalProblem.InUse or JournalProblem.Exists => [e.Path],
        JournalProblem.OfAnotherGuard => [.. e.Values.Select(guard => guard is "" ? Strings.NoGuard : guard)],
        JournalProblem.Unusable => [OfSystem(e) ?? e.Message],
        _ => [.. e.Values, e.Path],
    };

    /// <summary>Explains why the file with the user's patterns cannot be used.</summary>
    public static string Of(ErrorPatternFileException e) =>
        e.UnknownName is { } name
            ? Text(Strings.UnknownPatternName, name, string.Join(", ", ErrorPatternFileException.KnownNames))
            : OfSystem(e) ?? e.Message;

    /// <summary>Explains why the sandbox cannot listen on a port.</summary>
    public static string Of(Exception e, int port) => OfSystem(e) is { } word ? Text(Strings.ReasonPort, port, word) : e.Message;

    /// <summary>Explains a failure of a system operation.</summary>
    public static string Of(Exception e) => OfSystem(e) ?? e.Message;

    private static string Of(FailureDetail detail) =>
        Text(Format(detail.Reason), [.. detail.Values.Select(value => value is EmailCarException e ? Sentence.End(Of(e)) : value)]);

    private static string Format(FailureReason reason) => reason switch
    {
        FailureReason.NoAnswer => Strings.ReasonNoAnswer,
        FailureReason.NoConnection => Strings.ReasonNoConnection,
        FailureReason.Redirected => Strings.ReasonRedirected,
        FailureReason.EmptyAnswer => Strings.ReasonEmptyAnswer,
        FailureReason.OtherAnswer => Strings.ReasonOtherAnswer,
        FailureReason.AnswerTooLong => Strings.ReasonAnswerTooLong,
        FailureReason.GoesOn => Strings.ReasonGoesOn,
        FailureReason.NoEncryption => Strings.ReasonNoEncryption,
        FailureReason.NoLogin => Strings.ReasonNoLogin,
        FailureReason.LargerThanServerTakes => Strings.ReasonLargerThanServerTakes,
        FailureReason.FileChanged => Strings.ReasonFileChanged,
        FailureReason.FileUnreadable => Strings.ReasonFileUnreadable,
        FailureReason.AddressNeedsUtf8 => Strings.ReasonAddressNeedsUtf8,
        FailureReason.CertificateProblem => Strings.ReasonCertificateProblem,
        FailureReason.ProxyRefused => Strings.ReasonProxyRefused,
        _ => Strings.ReasonNoSignOfLife,
    };

    /// <summary>Returns the message for a frequent system error, with the path if it is about a journal; null for other errors.</summary>
    private static string? OfSystem(Exception? e)
    {
        string? path = null;
        for (; e is not null; e = e.InnerException)
        {
            path = (e as JournalException)?.Path ?? path;
            if (Word(e) is { } word)
            {
                return path is null ? word : $"{path}: {word}";
            }
        }

        return null;
    }

    private static string? Word(Exception e) => e switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Strings.ReasonConnectionRefused,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Strings.ReasonHostNotFound,
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => Strings.ReasonNetworkUnreachable,
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted } => Strings.ReasonConnectionReset,
        SocketException { SocketErrorCode: SocketError.TimedOut } => Strings.ReasonConnectionTimedOut,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => Strings.ReasonPortInUse,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => Strings.ReasonAccessDenied,
        WebException { Status: WebExceptionStatus.NameResolutionFailure } => Strings.ReasonHostNotFound,

        UnauthorizedAccessException => Strings.ReasonAccessDenied,
        DirectoryNotFoundException => Strings.ReasonFolderNotFound,
        FileNotFoundException => Strings.ReasonFileNotFound,
        IOException when (e.HResult & 0xFFFF) is 32 or 33 => Strings.ReasonFileInUse,
        IOException when (e.HResult & 0xFFFF) is 39 or 112 or 28 => Strings.ReasonDiskFull,
        _ => null,
    };

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
