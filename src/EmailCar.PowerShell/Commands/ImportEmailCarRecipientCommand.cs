using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Completers;
using EmailCar.Lists;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Reads a list of recipients, CSV, TSV or XLSX, as Import-Csv does, with the address of each row as To.</summary>
[Cmdlet(VerbsData.Import, "EmailCarRecipient", DefaultParameterSetName = nameof(Path)), OutputType(typeof(PSObject))]
public sealed class ImportEmailCarRecipientCommand : EmailCarCommand
{
    private ListSettings _settings = null!;

    /// <summary>Files to read; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path), ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty, SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, named to the letter.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty, Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Name or code page of a text's encoding, such as gb18030, big5 or 936. Without it the file tells: by its byte order
    /// mark, else UTF-8 when it is valid UTF-8, else GB18030.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty, ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>What separates the columns of a text. Without it the header tells.</summary>
    [Parameter]
    public char Delimiter { get; set; }

    /// <summary>The sheet of a workbook; the first that is visible without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty, ArgumentCompleter(typeof(WorksheetNameCompleter))]
    public string? WorksheetName { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Encoding is not null && !RecipientList.IsEncoding(Encoding))
        {
            ThrowTerminatingError(Errors.InvalidEncoding(Encoding));
        }

        _settings = new ListSettings
        {
            AddressNames = Columns.ListedToNames,
            Encoding = Encoding,
            Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
            WorksheetName = WorksheetName,
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
                // A pattern that matches nothing is a list that nobody is mailed from.
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
            Tell(file, list);
            while (list.Read() is { } row)
            {
                WriteObject(ToObject(list.Columns, row));
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ListException e) when (e.Problem == ListProblem.AmbiguousAddressColumn)
        {
            // Whatever goes on after this would mail to a part of the lists.
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

    private void Tell(string file, RecipientList list)
    {
        if (list.UnnamedColumns.Count > 0)
        {
            WriteWarning(Text(Strings.UnnamedColumns, file, string.Join(", ", list.UnnamedColumns)));
        }

        var addresses = string.Join(", ", list.AddressColumnNames);
        WriteVerbose(list.Worksheet is { } sheet
            ? Text(Strings.WorkbookVerbose, file, sheet, addresses)
            : Text(Strings.TextListVerbose, file, list.Encoding, list.Delimiter, addresses));
    }

    private static PSObject ToObject(IReadOnlyList<string> columns, ListRow row)
    {
        var result = new PSObject();
        var hasTo = false;
        for (var i = 0; i < columns.Count; i++)
        {
            var isTo = string.Equals(columns[i], Columns.To, StringComparison.OrdinalIgnoreCase);
            hasTo |= isTo;
            result.Properties.Add(
                isTo ? new AddressProperty(columns[i], row.Values[i], row.Number) : new PSNoteProperty(columns[i], row.Values[i]),
                preValidated: true);
        }

        if (!hasTo)
        {
            result.Properties.Add(new AddressProperty(Columns.To, row.To, row.Number), preValidated: true);
        }

        return result;
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
