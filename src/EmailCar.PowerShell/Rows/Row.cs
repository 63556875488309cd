using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>
/// One pipeline input, read by column name: a plain address, a row of Import-Csv, any object with properties, or a
/// hashtable. An empty column does not hide a filled one of another name.
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

    /// <summary>What was piped in, for errors to point at.</summary>
    public object? Input { get; }

    /// <summary>The input, when it is a plain text.</summary>
    public string? Address { get; }

    /// <summary>True for an empty text, such as a blank line of Get-Content: nobody is meant.</summary>
    public bool IsBlank => Address is not null && string.IsNullOrWhiteSpace(Address);

    /// <summary>
    /// The addresses to send to: the input itself when it is a text or a mail address of .NET, here or in the session that
    /// it was restored from; else its first column of a recipient that is not empty. Null when there is none.
    /// </summary>
    public string[]? Recipients => Address is { } address ? [address] : Values(Columns.ToNames) ?? (IsMailAddress ? Values(["Address"]) : null);

    /// <summary>The row of the file that it was read from; null when it came from elsewhere.</summary>
    public long? Number => RowNumber.Of(_object);

    /// <summary>True when a part of the row's text does not fit the encoding of the file that it was read from.</summary>
    public bool IsUnreadable => RowNumber.IsUnreadable(_object);

    private bool IsMailAddress => _object is not null && _object.TypeNames.Any(name => name.EndsWith("System.Net.Mail.MailAddress", StringComparison.Ordinal));

    /// <summary>
    /// The first column that was asked for and can't be read or has an error in the place of a value, and why; null when there is
    /// none. It counts as empty.
    /// </summary>
    public RowProblem? Problem { get; private set; }

    /// <summary>The first column of these names that is not empty; its value, lines joined. Null when there is none.</summary>
    public string? Text(string[] names) => Text(names, Texts);

    /// <summary>The first column of a body that is not empty; a value that is not text is marked.</summary>
    public string? Html => Text(Columns.HtmlNames, value => BodyCheck.Refuse(value) is { } refused ? [refused] : Texts(value));

    /// <summary>The first column of these names that is not empty; its value or values as text.</summary>
    public string[]? Values(string[] names) => Values(names, Texts);

    /// <summary>The values of the first column of these names that there is, empty texts included; none where it has no value.</summary>
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

    /// <summary>A column's value as it is; null where there is none, or it can't be read.</summary>
    public object? Value(string name) => Read(name, value => value is PSObject wrapped ? wrapped.BaseObject : value);

    /// <summary>The value of the first column of these names that is not empty, as yes or no.</summary>
    /// <param name="names">Names of the column.</param>
    /// <param name="otherwise">What an empty column means.</param>
    /// <param name="problem">Set when the value is neither.</param>
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

    /// <summary>The value of the first column of these names that is a time; as text, the way this machine or any writes it.</summary>
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
                    return time; // the first and the last of all days are none that anything was sent on, and have no time zones
                case string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out var time)
                    || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time):
                    return time;
            }
        }

        return null;
    }

    /// <summary>Finds the column of one name, in whatever case and with whatever blanks around it; an empty column is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="make">What is made of the column's value.</param>
    /// <param name="made">What was made; null where there is no such column, or it can't be read.</param>
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

    /// <summary>The column of that name with blanks around it. Lists that were read as files have their names trimmed.</summary>
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

    /// <summary>Without blanks at the ends, full-width ones included, and without the marks that nobody sees.</summary>
    private static string Bare(string? name) => (name ?? "").Trim().Trim('\uFEFF', '\u200B', '\u200E', '\u200F').Trim();

    /// <summary>A value as lines of text; a list as one each.</summary>
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

    /// <summary>What is made of a column's value; null where that fails.</summary>
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

    /// <summary>A getter, a conversion or a list is code of the caller's and may throw anything; a stop is none of its failures.</summary>
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
