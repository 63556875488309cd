using System.Text;
using EmailCar.Addresses;

namespace EmailCar.Suppressing;

/// <summary>
/// The file of a suppression list. The whole file is replaced at once, so that after a crash it is either the old list or the new one.
/// Columns that the module does not know are kept.
/// </summary>
internal sealed class SuppressionFile
{
    private readonly string _path;
    private readonly List<string> _header = [];
    private readonly List<(CsvRecord Record, SuppressionRow Row, string Identity)> _rows = [];
    private readonly int[] _columns = new int[SuppressionRow.Columns.Length];

    private SuppressionFile(string path) => _path = path;

    /// <summary>The rows, each with the identity that its address is compared by.</summary>
    public IEnumerable<(SuppressionRow Row, string Identity)> Rows => _rows.Select(r => (r.Row, r.Identity));

    /// <summary>Reads a list. A file that does not exist is an empty list.</summary>
    /// <exception cref="SuppressionException">The list cannot be read.</exception>
    public static SuppressionFile Read(string path)
    {
        var file = new SuppressionFile(path);
        file.Parse(keepsText: true, (record, row, identity) => file._rows.Add((record, row, identity)));
        return file;
    }

    /// <summary>Reads the rows of a list without keeping them, because a run needs only a small part of each.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="use">Called with each row and the identity that its address is compared by.</param>
    /// <exception cref="SuppressionException">The list cannot be read.</exception>
    public static void ForEach(string path, Action<SuppressionRow, string> use) =>
        new SuppressionFile(path).Parse(keepsText: false, (_, row, identity) => use(row, identity));

    /// <summary>Adds a row.</summary>
    public void Add(SuppressionRow row, string identity)
    {
        foreach (var column in SuppressionRow.Columns.Where(c => !_header.Contains(c, StringComparer.OrdinalIgnoreCase)).ToArray())
        {
            _header.Add(column); // if the list was created with fewer columns
        }

        _rows.Add((new CsvRecord([.. _header.Select(row.Field)]), row, identity));
    }

    /// <summary>Removes the rows of an address. Rows that come from deliveries are kept but become inactive.</summary>
    /// <returns>False if the address has no active row.</returns>
    public bool Remove(string identity, DateTimeOffset now)
    {
        var isAny = _rows.Exists(r => r.Identity == identity && r.Row.IsActive(now));
        for (var i = _rows.Count - 1; isAny && i >= 0; i--)
        {
            var (_, row, own) = _rows[i];
            if (own != identity)
            {
                continue;
            }

            _rows.RemoveAt(i);
            if (row.IsFailure)
            {
                var removed = row.Remove(now);
                _rows.Insert(i, (new CsvRecord([.. _header.Select(removed.Field)]), removed, identity));
            }
        }

        return isAny;
    }

    /// <summary>Replaces the file. The new content is on disk before it takes the place of the old one.</summary>
    /// <exception cref="SuppressionException">The list cannot be written.</exception>
    public void Write()
    {
        try
        {
            var target = FileReplacement.TargetOf(_path);
            var text = new StringBuilder();
            text.Append(new CsvRecord(_header).Text).Append("\r\n");
            foreach (var (record, _, _) in _rows)
            {
                text.Append(record.Text).Append("\r\n");
            }

            FileReplacement.Replace(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), text.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SuppressionException(SuppressionProblem.Unusable, _path, e.Message, e);
        }
    }

    private void Parse(bool keepsText, Action<CsvRecord, SuppressionRow, string> use)
    {
        try
        {
            if (File.Exists(_path))
            {
                using var reader = Open(_path);
                Parse(reader, keepsText, use);
            }
            else if (Directory.Exists(_path))
            {
                throw new UnauthorizedAccessException($"'{_path}' is a folder.");
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new SuppressionException(SuppressionProblem.NotUtf8, _path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SuppressionException(SuppressionProblem.Unusable, _path, e.Message, e);
        }

        if (_header.Count == 0)
        {
            _header.AddRange(SuppressionRow.Columns);
            FindColumns();
        }
    }

    /// <summary>Rejects bytes that are not valid in the encoding, because decoding them would change an address.</summary>
    private static StreamReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    private void Parse(TextReader text, bool keepsText, Action<CsvRecord, SuppressionRow, string> use)
    {
        var number = 0;
        foreach (var record in CsvRecord.Read(text, keepsText))
        {
            number++;
            if (number == 1)
            {
                _header.AddRange(record.Fields.Select(f => f.Trim()));
                FindColumns();
                if (_columns[0] < 0)
                {
                    throw Invalid(SuppressionProblem.NoHeader, number, record);
                }

                continue;
            }

            var address = record[_columns[0]].Trim();
            if (address.Length == 0 && record.Fields.All(string.IsNullOrWhiteSpace))
            {
                continue; // Excel writes such a line for a cleared row
            }

            // The row may have been typed by hand, with a name around the address or full-width characters.
            var reading = AddressReading.Of(address);
            if (!reading.IsValid
                | !SuppressionRow.TryTime(record[_columns[3]], out var since)
                | !SuppressionRow.TryTime(record[_columns[4]], out var until))
            {
                throw Invalid(SuppressionProblem.InvalidRow, number, record);
            }

            var row = new SuppressionRow(reading.Address, record[_columns[1]], record[_columns[2]], since, until);
            use(record, row, AddressIdentity.Of(reading.Address));
        }
    }

    private void FindColumns()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = _header.FindIndex(name => name.Equals(SuppressionRow.Columns[i], StringComparison.OrdinalIgnoreCase));
        }
    }

    private SuppressionException Invalid(SuppressionProblem problem, int number, CsvRecord record) =>
        new(problem, _path, $"Row {number} can't be read.")
        {
            Row = number,
            Text = record.Text.Length > 80 ? record.Text.Substring(0, 80) : record.Text,
        };
}
