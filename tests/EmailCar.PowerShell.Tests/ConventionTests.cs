using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmailCar.PowerShell.Tests.Help;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Conventions of the code, tested by reflection and by reading the files.</summary>
public sealed class ConventionTests : IDisposable
{
    private readonly HostedEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    private CmdletInfo[] Cmdlets =>
        [.. _engine.Run("Get-Command -Module EmailCar").Clean().Output.Select(o => (CmdletInfo)o.BaseObject)];

    [Fact]
    public void Cmdlets_are_sealed_and_named_after_verb_and_noun() =>
        Assert.All(Cmdlets, c =>
        {
            Assert.True(c.ImplementingType.IsSealed);
            Assert.Equal(c.Name.Replace("-", "", StringComparison.Ordinal) + "Command", c.ImplementingType.Name);
            Assert.StartsWith("EmailCar", c.Noun, StringComparison.Ordinal);
        });

    [Fact]
    public void Cmdlets_use_approved_verbs()
    {
        var approved = typeof(VerbsCommon).Assembly.GetTypes()
            .Where(t => t.IsPublic && t.Namespace == typeof(VerbsCommon).Namespace && t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetValue(null)!)
            .ToHashSet();
        Assert.True(approved.Count > 90);
        Assert.All(Cmdlets, c => Assert.Contains(c.Verb, approved));
    }

    [Fact]
    public void Every_cmdlet_declares_its_output_and_every_output_has_a_view()
    {
        var views = XDocument.Load(Path.Combine(HostedEngine.ModuleFolder, "EmailCar.Format.ps1xml"))
            .Descendants("TypeName").Select(t => t.Value).ToHashSet();
        Assert.All(Cmdlets, c =>
        {
            Assert.NotEmpty(c.OutputType);

            // Rows of a list have the columns of the list.
            Assert.All(c.OutputType, o => Assert.True(o.Type == typeof(void) || o.Type == typeof(bool) || o.Type == typeof(string) || o.Type == typeof(PSObject) || views.Contains(o.Type?.FullName ?? ""), $"{c.Name}: no view of {o.Name}"));
        });
    }

    [Fact]
    public void Parameters_bound_from_the_pipeline_have_no_validation() =>
        Assert.All(
            Cmdlets.Where(c => c.Name == "Send-EmailCarMail").SelectMany(c => c.Parameters.Values)
                .Where(p => p.Attributes.OfType<ParameterAttribute>().Any(a => a.ValueFromPipeline || a.ValueFromPipelineByPropertyName)),
            p => Assert.DoesNotContain(p.Attributes, a => a is ValidateArgumentsAttribute or ArgumentTransformationAttribute && a.GetType().Name != "BodyAttribute"));

    /// <summary>A wrapper passes an omitted parameter as null, blanks or a list of these.</summary>
    [Fact]
    public void A_blank_for_a_parameter_with_a_default_is_the_default() =>
        Assert.All(Cmdlets, c =>
        {
            var cmdlet = Activator.CreateInstance(c.ImplementingType)!;
            var own = c.Parameters.Values.Where(p => c.ImplementingType.GetProperty(p.Name)?.PropertyType == p.ParameterType);
            Assert.All(own.Where(NeedsDefault), p =>
            {
                var attribute = p.Attributes.SingleOrDefault(a => a.GetType().Name is "BlankIsDefaultAttribute" or "LoginAttribute");
                Assert.True(attribute is not null, $"{c.Name} -{p.Name}");
                var expected = attribute.GetType().GetProperty("Value")?.GetValue(attribute);

                // All faults are the same as none, and PowerShell does not accept null for one of the set.
                expected = expected is string[] all && all.SequenceEqual(p.Attributes.OfType<ValidateSetAttribute>().Single().ValidValues) ? null : expected;
                Assert.Equal(c.ImplementingType.GetProperty(p.Name)!.GetValue(cmdlet), expected);
            });
        });

    /// <summary>
    /// Parameters for which PowerShell would reject blanks, or convert them to 0; texts bound from the pipeline are checked by the cmdlet. A
    /// value of Set-EmailCarSandbox has no default, and an empty list of faults is a valid value.
    /// </summary>
    private static bool NeedsDefault(ParameterMetadata parameter)
    {
        var attributes = parameter.Attributes.OfType<ParameterAttribute>().ToArray();
        var type = parameter.ParameterType;
        return !attributes.Any(a => a.Mandatory || a.ValueFromPipeline)
            && !parameter.Attributes.Any(a => a is AllowEmptyCollectionAttribute)
            && (type.IsValueType ? type != typeof(SwitchParameter) && !(Nullable.GetUnderlyingType(type) is not null && parameter.Attributes.Any(a => a is ValidateArgumentsAttribute))
                : type == typeof(Uri) || type == typeof(PSCredential) || parameter.Attributes.Any(a => a is ValidateArgumentsAttribute)
                    || (type == typeof(string) && !attributes.Any(a => a.ValueFromPipelineByPropertyName)));
    }

    [Fact]
    public void Error_ids_are_these_and_no_others() =>
        Assert.Equal(
            [
                "AccountClosed",
                "AmbiguousAddressColumn",
                "AnotherVersionLoaded",
                "AttachmentChanged",
                "AttachmentNotFound",
                "AttachmentOutsideRoot",
                "AttachmentTooLarge",
                "AttachmentUnreadable",
                "AuthenticationFailed",
                "BadRecipient",
                "ClaimedElsewhere",
                "ConnectionLost",
                "CredentialRequired",
                "DuplicateColumn",
                "EmailTooLarge",
                "ErrorValue",
                "GuardConflict",
                "HeaderRowNotFound",
                "HtmlIsObject",
                "HtmlIsPath",
                "InvalidAddress",
                "InvalidAllowedRecipient",
                "InvalidAttachmentRoot",
                "InvalidCertificate",
                "InvalidCredential",
                "InvalidDateRange",
                "InvalidDnsServer",
                "InvalidEncoding",
                "InvalidEndpoint",
                "InvalidErrorPatternFile",
                "InvalidFlag",
                "InvalidHeader",
                "InvalidId",
                "InvalidInlineImage",
                "InvalidJournalName",
                "InvalidMailFolder",
                "InvalidProxy",
                "InvalidRateLimitPath",
                "InvalidRedirectTo",
                "InvalidRedis",
                "InvalidReplyTo",
                "InvalidReportInput",
                "InvalidSandboxRate",
                "InvalidSender",
                "InvalidSmtpServer",
                "InvalidStyleSheet",
                "InvalidSummaryVariable",
                "InvalidSuppressionInput",
                "InvalidSuppressionList",
                "InvalidTemplate",
                "InvalidWorkbook",
                "JournalExists",
                "JournalInUse",
                "JournalOfAnother",
                "JournalUnreadable",
                "JournalUnusable",
                "LineBreak",
                "LinkedStyleSheet",
                "ListNotFound",
                "ListUnreadable",
                "MissingAddress",
                "MissingColumn",
                "MissingHeader",
                "MissingHtml",
                "MissingId",
                "MissingSender",
                "MissingSubject",
                "ModuleIncomplete",
                "NoAddressColumn",
                "NoPointsLeft",
                "NoRecipients",
                "NotConnected",
                "OutOfOrder",
                "ProtectedWorkbook",
                "ProxyAuthenticationFailed",
                "ProxyCredentialConflict",
                "RecipientNotAllowed",
                "RecipientPostponed",
                "RedisRequired",
                "RedisUnavailable",
                "RedisWithRateLimitPath",
                "Refused",
                "ReportNotWritten",
                "RoundedId",
                "SandboxMailTimeout",
                "SandboxNotRunning",
                "SandboxNotStarted",
                "SandboxRunning",
                "SenderNotRegistered",
                "ServerError",
                "ServiceUnreachable",
                "SmtpAuthenticationFailed",
                "SmtpRequired",
                "SmtpUnusable",
                "SuppressionInUse",
                "SuppressionNotFound",
                "SuppressionPathRequired",
                "SuppressionUnusable",
                "TagInStyleSheet",
                "TimedOut",
                "ToWithPipelineInput",
                "TooFast",
                "TooManyInvalidAddresses",
                "UncertainEncoding",
                "UncertainHeader",
                "UnclosedQuote",
                "UnknownFromJournal",
                "UnreadableAnswer",
                "UnreadableColumn",
                "UnreadableText",
                "UnsupportedFile",
                "WaitWithoutId",
                "WorksheetNotFound",
                "WrongEndpoint",
            ],
            ErrorIds.InSource);

    [Fact]
    public void Every_text_is_used_and_every_error_recommends_an_action()
    {
        var names = XDocument.Load(Path.Combine(HostedEngine.RepositoryRoot, "src/EmailCar.PowerShell/Strings.resx"))
            .Descendants("data").Select(d => d.Attribute("name")!.Value).ToArray();
        var source = string.Concat(SourceFiles("src/EmailCar.PowerShell", "*.cs").Select(File.ReadAllText));
        Assert.All(names, n => Assert.Matches($@"Strings\.{n}\b", source));
        Assert.All(names.Where(n => n.EndsWith("Action", StringComparison.Ordinal) && n != "ShouldSendAction"), n => Assert.Contains(n[..^6], names));
    }

    [Fact]
    public void Files_that_Windows_PowerShell_reads_begin_with_a_byte_order_mark()
    {
        string[] endings = ["*.ps1", "*.psd1", "*.ps1xml", "*.csv"];
        var files = endings.SelectMany(e => SourceFiles("", e)).ToArray();
        Assert.True(files.Length >= 5);
        Assert.All(files, f => Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(f)[..3]));
    }

    [Fact]
    public void No_source_file_is_too_long_to_read() =>
        Assert.All(SourceFiles("src", "*.cs"), f => Assert.True(File.ReadAllLines(f).Length <= 300, f));

    [Fact]
    public void Packages_have_their_versions_in_one_file() =>
        Assert.All(
            SourceFiles("", "*.csproj").SelectMany(f => XDocument.Load(f).Descendants("PackageReference")),
            p => Assert.Null(p.Attribute("Version") ?? p.Attribute("VersionOverride")));

    [Fact]
    public void The_assembled_module_contains_only_what_belongs_to_it() =>
        Assert.Equal(
            [
                "CHANGELOG.md", "EmailCar.Format.ps1xml", "EmailCar.Models.dll", "EmailCar.PowerShell.dll", "EmailCar.psd1",
                "LICENSE",
            ],
            Directory.GetFiles(HostedEngine.ModuleFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static IEnumerable<string> SourceFiles(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(HostedEngine.RepositoryRoot, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !Regex.IsMatch(Path.GetRelativePath(HostedEngine.RepositoryRoot, f), @"(^|[/\\])(bin|obj|artifacts|\.git)[/\\]"));
}
