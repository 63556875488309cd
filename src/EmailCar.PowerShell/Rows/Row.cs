using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>
/// One pipeline input, read by column name: an address as text, a row of Import-Csv, any object with properties, or a
/// hashtable. An empty column does not hide a filled column with another name.
/// </summary>
internal sealed class Row
{
    private readonly PSObject? _object;
    private readonly IDictionary? _table;
    private Dictionary<string, PSPropertyInfo>? _padded;

    public Row(PSObject? input)
    {
        Input = input?.BaseObject is PSCustomObject or null ? input : input.BaseObject;
        Address = input?.BaseObject as string;
        _table = input?.BaseObject as IDictionary;
        _object = Address is null && _table is null ? input : null;
    }

    /// <summary>The pipeline input, as the target of errors.</summary>
    public object? Input { get; }

    /// <summary>The input, if it is a text.</summary>
    public string? Address { get; }

    /// <summary>True for an empty text, such as a blank line from Get-Content, which is ignored.</summary>
    public bool IsBlank => Address is not null && string.IsNullOrWhiteSpace(Address);

    /// <summary>
    /// The addresses to send to: the input itself if it is a text or a .NET mail address, in this session or in one that it
    /// was restored from; otherwise the first recipient column that is not empty. Null if there is none.
    /// </summary>
    public string[]? Recipients => Address is { } address ? [address] : Values(Columns.ToNames) ?? (IsMailAddress ? Values(["Address"]) : null);

    /// <summary>The row number in the file; null if the input is not from a file.</summary>
    public long? Number => RowNumber.Of(_object);

    /// <summary>Whether some text of the row does not match the encoding of its file.</summary>
    public bool IsUnreadable => RowNumber.IsUnreadable(_object);

    private bool IsMailAddress => _object is not null && _object.TypeNames.Any(name => name.EndsWith("System.Net.Mail.MailAddress", StringComparison.Ordinal));

    /// <summary>
    /// The first problem of a column that was read: it cannot be read, or has an error instead of a value. Null if there is no problem. The
    /// column is treated as empty.
    /// </summary>
    public RowProblem? Problem { get; private set; }

    /// <summary>
    /// Returns the text of the first column with one of these names that is not empty, with its lines joined, or null if there is none.
    /// </summary>
    public string? Text(string[] names) => Text(names, Texts);

    /// <summary>The first body column that is not empty; a value that is not text is marked.</summary>
    public string? Html => Text(Columns.HtmlNames, value => BodyCheck.Refuse(value) is { } refused ? [refused] : Texts(value));

    /// <summary>Returns the value or values, as text, of the first column with one of these names that is not empty.</summary>
    public string[]? Values(string[] names) => Values(names, Texts);

    /// <summary>
    /// Returns the values of the first column with one of these names, including empty texts. Returns no values if the column is empty.
    /// </summary>
    public string[] AllValues(string[] names)
    {
        foreach (var name in names)
        {
            if (TryFind(name, Texts, out var values))
            {
                return values ?? [];
            }
        }

        return [];
    }

    private string? Text(string[] names, Func<object?, string[]> read) => Values(names, read) is { } values ? string.Join("\n", values) : null;

    private string[]? Values(string[] names, Func<object?, string[]> read)
    {
        foreach (var name in names)
        {
            var values = Read(name, read);
            if (values is not null && Array.Exists(values, value => !string.IsNullOrWhiteSpace(value)))
            {
                return values;
            }
        }

        return null;
    }

    /// <summary>Returns the unchanged value of a column, or null if there is no such column, or if it cannot be read.</summary>
    public object? Value(string name) => Read(name, value => value is PSObject wrapped ? wrapped.BaseObject : value);

    /// <summary>Returns the value, as yes or no, of the first column with one of these names that is not empty.</summary>
    /// <param name="names">Names of the column.</param>
    /// <param name="otherwise">The result for an empty column.</param>
    /// <param name="problem">Set if the value is neither yes nor no.</param>
    public bool Flag(string[] names, bool otherwise, ref RowProblem? problem)
    {
        var text = Text(names)?.Trim();
        switch (text?.ToUpperInvariant())
        {
            case null:
                return otherwise;
            case "1" or "TRUE" or "YES" or "Y" or "ON" or "是":
                return true;
            case "0" or "FALSE" or "NO" or "N" or "OFF" or "否":
                return false;
            default:
                problem ??= RowProblem.InvalidFlag(names[0], text!);
                return otherwise;
        }
    }

    /// <summary>
    /// Returns the value of the first column with one of these names that is a time; text may have the format of this machine or the
    /// invariant one.
    /// </summary>
    public DateTimeOffset? Time(string[] names)
    {
        foreach (var name in names)
        {
            var value = Read(name, value => value);
            switch (value is PSObject wrapped ? wrapped.BaseObject : value)
            {
                case DateTimeOffset { Year: > 1 and < 9999 } time:
                    return time;
                case DateTime { Year: > 1 and < 9999 } time:
                    return time; // the first and last days of the calendar are never valid dates, and cannot be converted between time zones
                case string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out var time)
                    || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time):
                    return time;
            }
        }

        return null;
    }

    /// <summary>Finds the column with a name, ignoring case and blanks around it; empty columns are included.</summary>
    /// <param name="name">The name.</param>
    /// <param name="make">Converts the value of the column.</param>
    /// <param name="made">The converted value; null if there is no such column, or if it cannot be read.</param>
    public bool TryFind<T>(string name, Func<object?, T> make, out T? made)
        where T : class
    {
        try
        {
            var isFound = TryFind(name, out var value);
            if (value is CellWithoutValue cell)
            {
                Problem ??= RowProblem.ErrorValue(name, cell.Error);
                value = null;
            }

            made = isFound ? make(value) : null;
            return isFound;
        }
        catch (Exception e) when (IsOfColumn(e))
        {
            Problem ??= RowProblem.UnreadableColumn(name, e);
            made = null;
            return true;
        }
    }

    private bool TryFind(string name, out object? value)
    {
        if (_table is not null)
        {
            foreach (DictionaryEntry entry in _table)
            {
                if (string.Equals(Bare(entry.Key?.ToString()), name, StringComparison.OrdinalIgnoreCase))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }
        else if (_object is not null && (_object.Properties[name] ?? Padded(name)) is { } column)
        {
            value = column.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>
    /// Returns the column with this name and blanks around it. Names in lists that were read from files are already trimmed.
    /// </summary>
    private PSPropertyInfo? Padded(string name)
    {
        if (_padded is null)
        {
            _padded = new(StringComparer.OrdinalIgnoreCase);
            foreach (var property in Number is null ? _object!.Properties.AsEnumerable() : [])
            {
                if (property.Name.Length > 0 && Bare(property.Name) is { } bare && bare.Length < property.Name.Length && !_padded.ContainsKey(bare))
                {
                    _padded.Add(bare, property);
                }
            }
        }

        return _padded.TryGetValue(name, out var found) ? found : null;
    }

    /// <summary>Removes blanks, including full-width ones, and invisible marks at both ends.</summary>
    private static string Bare(string? name) => (name ?? "").Trim().Trim('\uFEFF', '\u200B', '\u200E', '\u200F').Trim();

    /// <summary>Returns a value as lines of text; for a list, one line per item.</summary>
    private static string[] Texts(object? value)
    {
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value switch
        {
            null => [],
            string text => [text],
            IDictionary => [LanguagePrimitives.ConvertTo<string>(value)],
            IEnumerable list => [.. list.Cast<object?>().Select(item => LanguagePrimitives.ConvertTo<string>(item) ?? "")],
            _ => [LanguagePrimitives.ConvertTo<string>(value)],
        };
    }

    /// <summary>Converts the value of a column. Returns null if that fails.</summary>
    private T? Read<T>(string name, Func<object?, T> make)
        where T : class?
    {
        try
        {
            return make(Find(name));
        }
        catch (Exception e) when (IsOfColumn(e))
        {
            Problem ??= RowProblem.UnreadableColumn(name, e);
            return null;
        }
    }

    /// <summary>
    /// Returns whether an exception comes from a column. A getter, a conversion or an enumerator is the caller's code and may throw any
    /// exception; stopping the pipeline is not a failure.
    /// </summary>
    private static bool IsOfColumn(Exception e) => e is not (PipelineStoppedException or FlowControlException);

    private object? Find(string name)
    {
        TryFind(name, out var value);
        if (value is not CellWithoutValue cell)
        {
            return value;
        }

        Problem ??= RowProblem.ErrorValue(name, cell.Error);
        return null;
    }
}
