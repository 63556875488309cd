using System.Collections.ObjectModel;
using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Completers;
using EmailCar.Failures;
using EmailCar.Lists;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Reads a list of recipients from CSV, TSV, XLSX, XLS or HTML, as Import-Csv does, with the address of each row in the column To.</summary>
[Cmdlet(VerbsData.Import, "EmailCarRecipient", DefaultParameterSetName = nameof(Path)), OutputType(typeof(PSObject))]
public sealed class ImportEmailCarRecipientCommand : EmailCarCommand
{
    private ListSettings _settings = null!;

    /// <summary>Files to read; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path), ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty, SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read; wildcards are not expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty, Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// The encoding of a text, as for Import-Csv: a name such as utf8, Default, OEM, gb18030 or big5, a code page such as 936, or
    /// an Encoding object. The default is to detect it.
    /// </summary>
    [Parameter]
    [BlankIsDefault, ArgumentCompleter(typeof(EncodingCompleter))]
    public object? Encoding { get; set; }

    /// <summary>The delimiter of a text. The default is to detect it in the header.</summary>
    [Parameter]
    [BlankIsDefault('\0', TakesBlanks = true)]
    public char Delimiter { get; set; }

    /// <summary>The worksheet of a workbook; the default is the first visible one.</summary>
    [Parameter]
    [BlankIsDefault, ArgumentCompleter(typeof(WorksheetNameCompleter))]
    public string? WorksheetName { get; set; }

    /// <summary>The row number of the column names, as Excel shows it. The default is to find the row.</summary>
    [Parameter]
    [BlankIsDefault(0), ValidateRange(1, int.MaxValue)]
    public int HeaderRow { get; set; }

    /// <summary>Reads hidden rows too.</summary>
    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var encoding = EncodingName.Of(Encoding);
        if (Encoding is not null && encoding is null)
        {
            ThrowTerminatingError(Errors.InvalidEncoding(Encoding.ToString()!));
        }

        _settings = new ListSettings
        {
            AddressNames = Columns.ListedToNames,
            OtherNames = Columns.HeaderWords,
            Encoding = encoding,
            Delimiter = Delimiter == '\0' ? null : Delimiter,
            WorksheetName = WorksheetName,
            HeaderRow = HeaderRow > 0 ? HeaderRow : null,
            IncludeHidden = IncludeHidden,
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            foreach (var file in Resolve(path))
            {
                Import(file);
            }
        }
    }

    private Collection<string> Resolve(string path)
    {
        try
        {
            ProviderInfo provider;
            var files = ParameterSetName == nameof(Path)
                ? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider)
                : [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
            if (files.Count == 0)
            {
                // If a pattern matches nothing, nobody on the list would get an email.
                WriteError(Errors.ListNotFound(path));
            }
            else if (provider.Name != "FileSystem")
            {
                WriteError(Errors.ListUnreadable(path, Strings.NotAFile));
            }
            else
            {
                return files;
            }
        }
        catch (ItemNotFoundException e)
        {
            WriteError(Errors.ListNotFound(path, e));
        }
        catch (SessionStateException e)
        {
            WriteError(Errors.ListUnreadable(path, e.Message, e));
        }

        return [];
    }

    private void Import(string file)
    {
        try
        {
            if (Directory.Exists(file))
            {
                WriteError(Errors.ListUnreadable(file, Strings.NotAFile));
                return;
            }

            using var list = RecipientList.Open(file, _settings, StopToken);
            ListMessages.WriteStart(this, file, list);
            var any = false;
            while (list.Read() is { } row)
            {
                any = true;
                WriteObject(ListObject.Of(list.Columns, row));
            }

            ListMessages.WriteEnd(this, file, list, any);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ListException e) when (e.Problem is ListProblem.AmbiguousAddressColumn or ListProblem.UncertainHeader)
        {
            // If the script continued, it would send to only some of the lists.
            ThrowTerminatingError(Errors.List(e, file));
        }
        catch (ListException e)
        {
            WriteError(Errors.List(e, file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteError(Errors.ListNotFound(file, e));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            WriteError(Errors.ListUnreadable(file, Reasons.Of(e), e));
        }
    }
}
