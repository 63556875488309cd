using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EmailCar.Quickstart.Commands;

/// <summary>Rows of a CSV file as objects: the header names the properties, every value is a string.</summary>
[Cmdlet(VerbsData.Import, Noun, DefaultParameterSetName = "Path"), OutputType(typeof(PSObject))]
public sealed class ImportCsvCommand : PSCmdlet
{
    internal const string Noun = "Csv";

    /// <summary>Files to read; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, named to the letter.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true), Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What separates the fields: a comma, unless another character is given.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            try
            {
                foreach (var file in Resolve(path))
                    WriteRows(file);
            }
            catch (Exception e) when (e is SessionStateException or IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, path));
            }
        }
    }

    private Collection<string> Resolve(string path) =>
        ParameterSetName == "Path"
            ? GetResolvedProviderPathFromPSPath(path, out _)
            : [GetUnresolvedProviderPathFromPSPath(path)];

    private void WriteRows(string file)
    {
        // Lenient where PowerShell's own cmdlet is: a row may be short, and a quote may stand inside a field.
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter.ToString(),
            BadDataFound = null,
            MissingFieldFound = null,
        };
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvReader(reader, settings);

        if (!csv.Read() || !csv.ReadHeader())
            return;

        while (!Stopping && csv.Read())
        {
            var row = new PSObject();
            for (var i = 0; i < csv.HeaderRecord!.Length; i++)
                row.Properties.Add(new PSNoteProperty(csv.HeaderRecord[i], csv[i]));
            WriteObject(row);
        }
    }
}
