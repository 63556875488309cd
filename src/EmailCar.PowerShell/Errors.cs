using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using EmailCar.Failures;
using EmailCar.Guarding;
using EmailCar.Http;
using EmailCar.Journal;
using EmailCar.Rows;
using EmailCar.Suppressing;

namespace EmailCar;

/// <summary>All errors of the module. Their ids are part of its interface, and are listed in docs and tests.</summary>
internal static class Errors
{
    /// <summary>PowerShell 7.5 and later shows the recommended action; for earlier versions, it is added to the message.</summary>
    private static readonly bool ShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    public static ErrorRecord ModuleIncomplete(string file) =>
        Make(nameof(ModuleIncomplete), ErrorCategory.NotInstalled, file, Text(Strings.ModuleIncomplete, file), Strings.ModuleIncompleteAction);

    public static ErrorRecord AnotherVersionLoaded(Assembly own, Assembly loaded) =>
        Make(nameof(AnotherVersionLoaded), ErrorCategory.ResourceExists, own.Location, Text(Strings.AnotherVersionLoaded, VersionOf(own), VersionOf(loaded), loaded.Location), Strings.AnotherVersionLoadedAction);

    public static ErrorRecord NotConnected(string command) =>
        Make(nameof(NotConnected), ErrorCategory.ConnectionError, command, Strings.NotConnected, Strings.NotConnectedAction);

    public static ErrorRecord CredentialRequired(Uri endpoint) =>
        Make(nameof(CredentialRequired), ErrorCategory.InvalidArgument, endpoint, Strings.CredentialRequired, Strings.CredentialRequiredAction);

    /// <summary>Creates the error for a login that is not valid: the endpoint is not an address, or the user name is empty.</summary>
    public static ErrorRecord InvalidLogin(ArgumentException e, Uri? endpoint, PSCredential credential) =>
        string.IsNullOrWhiteSpace(credential.UserName)
            ? Make("InvalidCredential", ErrorCategory.InvalidArgument, credential.UserName, Strings.InvalidCredential, Strings.InvalidCredentialAction, e)
            : Make("InvalidEndpoint", ErrorCategory.InvalidArgument, endpoint, Text(Strings.InvalidEndpoint, endpoint), Strings.InvalidEndpointAction, e);

    public static ErrorRecord InvalidProxy(Uri proxy) =>
        Make(nameof(InvalidProxy), ErrorCategory.InvalidArgument, proxy, Text(Strings.InvalidProxy, proxy), Strings.InvalidProxyAction);

    public static ErrorRecord ProxyCredentialConflict(Uri? proxy) =>
        Make(nameof(ProxyCredentialConflict), ErrorCategory.InvalidArgument, proxy, Strings.ProxyCredentialConflict, Strings.ProxyCredentialConflictAction);

    public static ErrorRecord InvalidRateLimitPath(string path, string provider) =>
        Make(nameof(InvalidRateLimitPath), ErrorCategory.InvalidArgument, path, Text(Strings.InvalidRateLimitPath, Text(Strings.ReasonNotInFiles, path, provider)), Strings.InvalidRateLimitPathAction);

    public static ErrorRecord Guard(GuardException e)
    {
        var (id, format, action) = GuardTexts.Of(e.Problem);
        return Make(id, ErrorCategory.InvalidArgument, e.Value, Text(format, e.Value, e.Machine), action, e);
    }

    public static ErrorRecord RedisWithRateLimitPath(string path) =>
        Make(nameof(RedisWithRateLimitPath), ErrorCategory.InvalidArgument, path, Strings.RedisWithRateLimitPath, Strings.RedisWithRateLimitPathAction);

    /// <summary>Creates an error that contains neither the value nor the cause, because both may include a password.</summary>
    public static ErrorRecord InvalidRedis() =>
        Make(nameof(InvalidRedis), ErrorCategory.InvalidArgument, null, Strings.InvalidRedis, Strings.InvalidRedisAction);

    public static ErrorRecord RedisRequired(string path) =>
        Make(nameof(RedisRequired), ErrorCategory.ConnectionError, path, Text(Strings.RedisRequired, path), Strings.RedisRequiredAction);

    public static ErrorRecord InvalidJournalName(string path) =>
        Make(nameof(InvalidJournalName), ErrorCategory.InvalidArgument, path, Text(Strings.InvalidJournalName, path), Strings.InvalidJournalNameAction);

    public static ErrorRecord ClaimedElsewhere(int recipients, int seconds, string path) =>
        Make(nameof(ClaimedElsewhere), ErrorCategory.OperationTimeout, path, Text(Strings.UndecidedElsewhere, recipients, seconds), Strings.ClaimedElsewhereAction);

    public static ErrorRecord InvalidErrorPatternFile(ErrorPatternFileException e) =>
        Make(nameof(InvalidErrorPatternFile), ErrorCategory.InvalidData, e.Path, Text(Strings.InvalidErrorPatternFile, e.Path, Reasons.Of(e)), Strings.InvalidErrorPatternFileAction, e);

    public static ErrorRecord InvalidDateRange(DateTime start, DateTime end) =>
        Make(nameof(InvalidDateRange), ErrorCategory.InvalidArgument, start, string.Format(CultureInfo.InvariantCulture, Strings.InvalidDateRange, start, end), Strings.InvalidDateRangeAction);

    public static ErrorRecord InvalidId(object target, string id) =>
        Make(nameof(InvalidId), ErrorCategory.InvalidArgument, target, Text(Strings.InvalidId, id), Strings.InvalidIdAction);

    public static ErrorRecord MissingId(object target) =>
        Make(nameof(MissingId), ErrorCategory.InvalidData, target, Text(Strings.MissingId, target), Strings.MissingIdAction);

    public static ErrorRecord RoundedId(object target, string id) =>
        Make(nameof(RoundedId), ErrorCategory.InvalidData, target, Text(Strings.RoundedId, id), Strings.RoundedIdAction);

    public static ErrorRecord WaitWithoutId() =>
        Make(nameof(WaitWithoutId), ErrorCategory.InvalidArgument, null, Strings.WaitWithoutId, Strings.WaitWithoutIdAction);

    public static ErrorRecord ToWithPipelineInput(object target) =>
        Make(nameof(ToWithPipelineInput), ErrorCategory.InvalidArgument, target, Strings.ToWithPipelineInput, Strings.ToWithPipelineInputAction);

    public static ErrorRecord NoRecipients() =>
        Make(nameof(NoRecipients), ErrorCategory.InvalidArgument, null, Strings.NoRecipients, Strings.NoRecipientsAction);

    public static ErrorRecord InvalidSummaryVariable(Exception e, string name) =>
        Make(nameof(InvalidSummaryVariable), ErrorCategory.InvalidArgument, name, Text(Strings.InvalidSummaryVariable, name, e.Message), Strings.InvalidSummaryVariableAction, e);

    public static ErrorRecord SandboxRunning(Uri endpoint) =>
        Make(nameof(SandboxRunning), ErrorCategory.ResourceExists, endpoint, Text(Strings.SandboxRunning, endpoint), Strings.SandboxRunningAction);

    public static ErrorRecord SandboxNotStarted(Exception e, int port) =>
        Make(nameof(SandboxNotStarted), ErrorCategory.ResourceUnavailable, port, Text(Strings.SandboxNotStarted, Reasons.Of(e, port)), Strings.SandboxNotStartedAction, e);

    public static ErrorRecord SandboxNotRunning(string command) =>
        Make(nameof(SandboxNotRunning), ErrorCategory.ObjectNotFound, command, Strings.SandboxNotRunning, Strings.SandboxNotRunningAction);

    public static ErrorRecord InvalidSandboxRate(Exception e, double rate) =>
        Make(nameof(InvalidSandboxRate), ErrorCategory.InvalidArgument, rate, Text(Strings.InvalidSandboxRate, rate), Strings.InvalidSandboxRateAction, e);

    public static ErrorRecord InvalidMailFolder(string path, string provider) =>
        Make(nameof(InvalidMailFolder), ErrorCategory.InvalidArgument, path, Text(Strings.InvalidMailFolder, Text(Strings.ReasonNotInFiles, path, provider)), Strings.InvalidMailFolderAction);

    public static ErrorRecord InvalidMailFolder(string path, Exception e) =>
        Make(nameof(InvalidMailFolder), ErrorCategory.OpenError, path, Text(Strings.InvalidMailFolder, $"{path}: {Reasons.Of(e)}"), Strings.InvalidMailFolderAction, e);

    public static ErrorRecord SandboxMailTimeout(int arrived, int wanted, int seconds) =>
        Make(nameof(SandboxMailTimeout), ErrorCategory.OperationTimeout, wanted, Text(Strings.SandboxMailTimeout, seconds, wanted, arrived), Strings.SandboxMailTimeoutAction);

    public static ErrorRecord UnknownFromJournal(string path, int recipients) =>
        Make(nameof(UnknownFromJournal), ErrorCategory.InvalidResult, path, Text(Strings.UnknownFromJournal, recipients), Strings.UnknownFromJournalAction);

    public static ErrorRecord Journal(JournalException e)
    {
        var (id, category, format, action) = e.Problem switch
        {
            JournalProblem.InUse => ("JournalInUse", ErrorCategory.ResourceBusy, Strings.JournalInUse, Strings.JournalInUseAction),
            JournalProblem.OfAnother => ("JournalOfAnother", ErrorCategory.InvalidArgument, Strings.JournalOfAnother, Strings.JournalOfAnotherAction),
            JournalProblem.OfAnotherGuard => ("JournalOfAnother", ErrorCategory.InvalidArgument, Strings.JournalOfAnotherGuard, Strings.JournalOfAnotherGuardAction),
            JournalProblem.Exists => ("JournalExists", ErrorCategory.ResourceExists, Strings.JournalExists, Strings.JournalExistsAction),
            JournalProblem.Unreadable => ("JournalUnreadable", ErrorCategory.InvalidData, Strings.JournalUnreadable, Strings.JournalUnreadableAction),
            _ => ("JournalUnusable", ErrorCategory.OpenError, Strings.JournalUnusable, Strings.JournalUnusableAction),
        };
        return Make(id, category, e.Path, Text(format, Reasons.Of(e)), action, e);
    }

    /// <summary>Creates the error for a journal whose path is not in the file system.</summary>
    public static ErrorRecord JournalNotInFiles(string path, string provider) =>
        Make("JournalUnusable", ErrorCategory.OpenError, path, Text(Strings.JournalUnusable, Text(Strings.ReasonNotInFiles, path, provider)), Strings.JournalUnusableAction);

    public static ErrorRecord InvalidDnsServer(string server) => Make(
        nameof(InvalidDnsServer), ErrorCategory.InvalidArgument, server, server.Length == 0 ? Strings.NoDnsServer : Text(Strings.InvalidDnsServer, server), Strings.InvalidDnsServerAction);

    public static ErrorRecord Suppression(SuppressionException e)
    {
        var (id, category, format, action) = e.Problem switch
        {
            SuppressionProblem.InUse => ("SuppressionInUse", ErrorCategory.ResourceBusy, Strings.SuppressionInUse, Strings.SuppressionInUseAction),
            SuppressionProblem.NotUtf8 => ("InvalidSuppressionList", ErrorCategory.InvalidData, Strings.SuppressionNotUtf8, Strings.SuppressionNotUtf8Action),
            SuppressionProblem.NoHeader => ("InvalidSuppressionList", ErrorCategory.InvalidData, Strings.SuppressionNoHeader, Strings.SuppressionNoHeaderAction),
            SuppressionProblem.InvalidRow => ("InvalidSuppressionList", ErrorCategory.InvalidData, Strings.InvalidSuppressionList, Strings.InvalidSuppressionListAction),
            _ => ("SuppressionUnusable", ErrorCategory.OpenError, Strings.SuppressionUnusable, Strings.SuppressionUnusableAction),
        };
        return Make(id, category, e.Path, Text(format, e.Path, e.Row == 0 ? Reasons.Of((Exception)e) : e.Row, e.Text), action, e);
    }

    public static ErrorRecord SuppressionNotInFiles(string path, string provider) =>
        Make("SuppressionUnusable", ErrorCategory.OpenError, path, Text(Strings.SuppressionUnusable, path, Text(Strings.ReasonNotInFiles, path, provider)), Strings.SuppressionUnusableAction);

    public static ErrorRecord SuppressionPathRequired(string command) =>
        Make(nameof(SuppressionPathRequired), ErrorCategory.InvalidArgument, command, Strings.SuppressionPathRequired, Strings.SuppressionPathRequiredAction);

    public static ErrorRecord SuppressionNotFound(string address, string path) =>
        Make(nameof(SuppressionNotFound), ErrorCategory.ObjectNotFound, address, Text(Strings.SuppressionNotFound, address, path), Strings.SuppressionNotFoundAction);

    public static ErrorRecord InvalidSuppressionInput(object input, string status) =>
        Make(nameof(InvalidSuppressionInput), ErrorCategory.InvalidArgument, input, Text(Strings.InvalidSuppressionInput, status), Strings.InvalidSuppressionInputAction);

    public static ErrorRecord InvalidEncoding(string name) =>
        Make(nameof(InvalidEncoding), ErrorCategory.InvalidArgument, name, Text(Strings.InvalidEncoding, name), Strings.InvalidEncodingAction);

    public static ErrorRecord ListNotFound(string path, Exception? e = null) =>
        Make(nameof(ListNotFound), ErrorCategory.ObjectNotFound, path, Text(Strings.ListNotFound, path), Strings.ListNotFoundAction, e);

    public static ErrorRecord ListUnreadable(string path, string reason, Exception? e = null) =>
        Make(nameof(ListUnreadable), ErrorCategory.ReadError, path, Text(Strings.ListUnreadable, path, reason), Strings.ListUnreadableAction, e);

    /// <summary>Creates the error for a list that cannot be read.</summary>
    public static ErrorRecord List(ListException e, string path)
    {
        var (id, format, action) = e.Problem switch
        {
            ListProblem.UnsupportedFile => ("UnsupportedFile", Strings.UnsupportedFile, Strings.UnsupportedFileAction),
            ListProblem.ProtectedWorkbook => ("ProtectedWorkbook", Strings.ProtectedWorkbook, Strings.ProtectedWorkbookAction),
            ListProblem.WorksheetNotFound => ("WorksheetNotFound", Strings.WorksheetNotFound, Strings.WorksheetNotFoundAction),
            ListProblem.DuplicateColumn => ("DuplicateColumn", Strings.DuplicateColumn, Strings.DuplicateColumnAction),
            ListProblem.MissingHeader => ("MissingHeader", Strings.MissingHeader, Strings.MissingHeaderAction),
            ListProblem.UncertainHeader => ("UncertainHeader", Strings.UncertainHeader, Strings.UncertainHeaderAction),
            ListProblem.HeaderRowNotFound => ("HeaderRowNotFound", Strings.HeaderRowNotFound, Strings.HeaderRowNotFoundAction),
            ListProblem.UncertainEncoding => ("UncertainEncoding", Strings.UncertainEncoding, Strings.UncertainEncodingAction),
            ListProblem.UnclosedQuote => ("UnclosedQuote", Strings.UnclosedQuote, Strings.UnclosedQuoteAction),
            ListProblem.NoAddressColumn => ("NoAddressColumn", Strings.NoAddressColumn, Strings.NoAddressColumnAction),
            ListProblem.AmbiguousAddressColumn => ("AmbiguousAddressColumn", Strings.AmbiguousAddressColumn, Strings.AmbiguousAddressColumnAction),
            _ => ("InvalidWorkbook", Strings.InvalidWorkbook, Strings.InvalidWorkbookAction),
        };
        return Make(id, ErrorCategory.InvalidData, path, Text(format, path, e.Message), action, e);
    }

    public static ErrorRecord InvalidReportInput(object input) =>
        Make(nameof(InvalidReportInput), ErrorCategory.InvalidData, input, Text(Strings.InvalidReportInput, input), Strings.InvalidReportInputAction);

    public static ErrorRecord ReportNotWritten(string path, Exception e) =>
        Make(nameof(ReportNotWritten), ErrorCategory.WriteError, path, Text(Strings.ReportNotWritten, $"{path}: {Reasons.Of(e)}"), Strings.ReportNotWrittenAction, e);

    /// <summary>Creates the error for a report whose path is not in the file system.</summary>
    public static ErrorRecord ReportNotInFiles(string path, string provider) =>
        Make("ReportNotWritten", ErrorCategory.WriteError, path, Text(Strings.ReportNotWritten, Text(Strings.ReasonNotInFiles, path, provider)), Strings.ReportNotWrittenAction);

    /// <summary>Returns the stable id of a failed request.</summary>
    public static string IdOf(EmailCarException e) => Describe(e).Id;

    public static ErrorRecord Failure(EmailCarException e, object? target)
    {
        var (id, category, text, action) = Describe(e);
        return Make(id, category, target, text, action, e);
    }

    /// <summary>Creates the error for a submission that was rejected, or whose result is unknown.</summary>
    public static ErrorRecord Submission(EmailCarException e, string format, object target, int recipients, string first)
    {
        var (id, category, text, action) = Describe(e);
        return Make(id, category, target, Text(format, text, recipients, first), e.MayHaveArrived ? Strings.SubmissionUnknownAction : action, e);
    }

    /// <summary>Creates the error for a run that ended before all of its emails were sent.</summary>
    public static ErrorRecord RunEnded(EmailCarException e, object target, int notSent)
    {
        var (id, category, text, action) = Describe(e);
        return Make(id, category, target, Text(Strings.RunEnded, text, notSent), action, e);
    }

    public static ErrorRecord Row(RowProblem problem, object target) =>
        Make(problem.Id, ErrorCategory.InvalidData, target, problem.Message, problem.Action);

    public static ErrorRecord InvalidSmtpServer(string? server, Exception e) =>
        Make(nameof(InvalidSmtpServer), ErrorCategory.InvalidArgument, server, Text(Strings.InvalidSmtpServer, server), Strings.InvalidSmtpServerAction, e);

    public static ErrorRecord InvalidHeader(string name, string value) =>
        Make(nameof(InvalidHeader), ErrorCategory.InvalidArgument, name, Text(Strings.InvalidHeader, name, value), Strings.InvalidHeaderAction);

    public static ErrorRecord InvalidInlineImage(object image) =>
        Make(nameof(InvalidInlineImage), ErrorCategory.InvalidArgument, image, Text(Strings.InvalidInlineImage, image), Strings.InvalidInlineImageAction);

    public static ErrorRecord InvalidAttachmentRoot(string path, string provider) =>
        Make(nameof(InvalidAttachmentRoot), ErrorCategory.InvalidArgument, path, Text(Strings.InvalidAttachmentRoot, Text(Strings.ReasonNotInFiles, path, provider)), Strings.InvalidAttachmentRootAction);

    /// <summary>Creates the error for a parameter with which no email can be sent.</summary>
    public static ErrorRecord Parameter(RowProblem problem, object? target) =>
        Make(problem.Id, ErrorCategory.InvalidArgument, target, problem.Message, problem.Action);

    public static ErrorRecord Template(RowProblem problem) =>
        Make(problem.Id, ErrorCategory.InvalidArgument, null, problem.Message, problem.Action);

    /// <summary>Explains a failed request in the user's language.</summary>
    public static string Explain(EmailCarException e) => Describe(e).Text;

    private static (string Id, ErrorCategory Category, string Text, string Action) Describe(EmailCarException e)
    {
        var (id, category, format, action) = e.Kind switch
        {
            FailureKind.Authentication => ("AuthenticationFailed", ErrorCategory.AuthenticationError, Strings.AuthenticationFailed, Strings.AuthenticationFailedAction),
            FailureKind.NoPoints => ("NoPointsLeft", ErrorCategory.QuotaExceeded, Strings.NoPointsLeft, Strings.NoPointsLeftAction),
            FailureKind.AccountClosed => ("AccountClosed", ErrorCategory.PermissionDenied, Strings.AccountClosed, Strings.AccountClosedAction),
            FailureKind.SenderNotRegistered => ("SenderNotRegistered", ErrorCategory.PermissionDenied, Strings.SenderNotRegistered, Strings.SenderNotRegisteredAction),
            FailureKind.TooFast => ("TooFast", ErrorCategory.LimitsExceeded, Strings.TooFast, Strings.TooFastAction),
            FailureKind.WrongEndpoint => ("WrongEndpoint", ErrorCategory.ConnectionError, Strings.WrongEndpoint, Strings.WrongEndpointAction),
            FailureKind.Unreachable => ("ServiceUnreachable", ErrorCategory.ConnectionError, Strings.ServiceUnreachable, Strings.ServiceUnreachableAction),
            FailureKind.ConnectionLost => ("ConnectionLost", ErrorCategory.ConnectionError, Strings.ConnectionLost, Strings.ConnectionLostAction),
            FailureKind.TimedOut => ("TimedOut", ErrorCategory.OperationTimeout, Strings.TimedOut, Strings.TimedOutAction),
            FailureKind.ProxyAuthentication => ("ProxyAuthenticationFailed", ErrorCategory.AuthenticationError, Strings.ProxyAuthenticationFailed, Strings.ProxyAuthenticationFailedAction),
            FailureKind.ServerError => ("ServerError", ErrorCategory.InvalidResult, Strings.ServerError, Strings.ServerErrorAction),
            FailureKind.BadRecipient => ("BadRecipient", ErrorCategory.InvalidData, Strings.BadRecipient, Strings.BadRecipientAction),
            FailureKind.OutOfOrder => ("OutOfOrder", ErrorCategory.ResourceUnavailable, Strings.OutOfOrder, Strings.OutOfOrderAction),
            FailureKind.JournalUnusable => ("JournalUnusable", ErrorCategory.WriteError, Strings.JournalUnusable, Strings.JournalUnusableAction),
            FailureKind.RedisUnavailable => ("RedisUnavailable", ErrorCategory.ConnectionError, Strings.RedisUnavailable, Strings.RedisUnavailableAction),
            FailureKind.ClaimedElsewhere => (nameof(ClaimedElsewhere), ErrorCategory.OperationTimeout, Strings.ClaimedElsewhere, Strings.ClaimedElsewhereAction),
            FailureKind.WrongList => ("TooManyInvalidAddresses", ErrorCategory.InvalidData, Strings.TooManyInvalidAddresses, Strings.TooManyInvalidAddressesAction),
            FailureKind.SmtpAuthentication => ("SmtpAuthenticationFailed", ErrorCategory.AuthenticationError, Strings.SmtpAuthenticationFailed, Strings.SmtpAuthenticationFailedAction),
            FailureKind.SmtpUnusable => ("SmtpUnusable", ErrorCategory.ConnectionError, Strings.SmtpUnusable, Strings.SmtpUnusableAction),
            FailureKind.InvalidCertificate => ("InvalidCertificate", ErrorCategory.SecurityError, Strings.InvalidCertificate, Strings.InvalidCertificateAction),
            FailureKind.Postponed => ("RecipientPostponed", ErrorCategory.ResourceUnavailable, Strings.RecipientPostponed, Strings.RecipientPostponedAction),
            FailureKind.TooLarge => ("EmailTooLarge", ErrorCategory.LimitsExceeded, Strings.EmailTooLarge, Strings.EmailTooLargeAction),
            FailureKind.AttachmentChanged => ("AttachmentChanged", ErrorCategory.InvalidData, Strings.AttachmentChanged, Strings.AttachmentChangedAction),
            FailureKind.Disconnected => ("NotConnected", ErrorCategory.ConnectionError, Strings.Disconnected, Strings.DisconnectedAction),
            FailureKind.Unreadable => ("UnreadableAnswer", ErrorCategory.InvalidResult, Strings.UnreadableAnswer, Strings.UnreadableAnswerAction),
            _ => ("Refused", ErrorCategory.InvalidOperation, Strings.Refused, Strings.RefusedAction),
        };
        return (id, category, Sentence.End(Text(format, Reasons.Of(e))), action);
    }

    private static ErrorRecord Make(
        string id, ErrorCategory category, object? target, string message, string action, Exception? cause = null) =>
        new(cause ?? new InvalidOperationException(message), id, category, target)
        {
            ErrorDetails = new ErrorDetails(ShowsAction ? Sentence.End(message) : $"{Sentence.End(message)} {action}") { RecommendedAction = action },
        };

    /// <summary>Returns the version as in the manifest, without the commit.</summary>
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

    private static string Text(string format, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, format, values);
}
