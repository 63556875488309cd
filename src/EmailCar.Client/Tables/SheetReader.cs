using System.Globalization;
using System.Xml;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>Reads the rows of a worksheet's XML one by one.</summary>
internal sealed class SheetReader
{
    private readonly XmlReader _xml;
    private readonly TextTable _texts;
    private readonly NumberFormat[] _formats;
    private readonly int _daysBefore;
    private readonly List<string> _cells = [];
    private Dictionary<int, string>? _errors;

    public SheetReader(XmlReader xml, TextTable texts, NumberFormat[] formats, int daysBefore)
    {
        _xml = xml;
        _texts = texts;
        _formats = formats;
        _daysBefore = daysBefore;
    }

    public RawRow Current { get; private set; }

    public bool Read()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "row")
            {
                ReadRow();
                return true;
            }

            if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "sheetData")
            {
                // The XML after the rows is not read, so damage there does not matter for the list.
                return false;
            }
        }

        return false;
    }

    private void ReadRow()
    {
        var number = long.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Current.Number + 1;
        var isHidden = IsTrue(_xml.GetAttribute("hidden"));
        _cells.Clear();
        _errors = null;
        if (!_xml.IsEmptyElement)
        {
            var column = -1;
            while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "row"))
            {
                if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "c")
                {
                    column = CellReference.Column(_xml.GetAttribute("r")) ?? column + 1;
                    ReadCell(column);
                }
            }
        }

        Current = new RawRow(number, [.. _cells]) { IsHidden = isHidden, Errors = _errors };
    }

    private void ReadCell(int column)
    {
        if (_xml.IsEmptyElement)
        {
            return;
        }

        var type = _xml.GetAttribute("t");
        var style = type is null or "n" or "d" ? _xml.GetAttribute("s") : null;
        string? value = null;
        var isText = false;
        var hasFormula = false;
        while (_xml.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (_xml.LocalName)
            {
                case "v":
                    value = Value();
                    break;
                case "is":
                    value = TextTable.Text(_xml);
                    isText = true;
                    break;
                default:
                    hasFormula |= _xml.LocalName == "f";
                    Skip();
                    break;
            }
        }

        // A formula that no program has calculated has no value, or an empty value without the type of a text.
        if (hasFormula && (value is null || (value.Length == 0 && type != "str")))
        {
            Add(column, "", CellText.Uncalculated);
        }
        else if (value is not null)
        {
            var text = isText ? value : Text(type, value, style);
            var trimmed = Blanks.Trim(text);
            var isError = type == "e" || CellText.IsError(trimmed);
            Add(column, isError ? "" : trimmed, isError ? trimmed : null);
        }
    }

    private void Add(int column, string text, string? error)
    {
        if (error is not null)
        {
            (_errors ??= [])[column] = error;
        }

        if (text.Length == 0)
        {
            return;
        }

        while (_cells.Count <= column)
        {
            _cells.Add("");
        }

        _cells[column] = text;
    }

    private string Text(string? type, string value, string? style) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? _texts[number] : "",
        "b" => IsTrue(value) ? "TRUE" : "FALSE",
        "d" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.RoundtripKind, out var time) => Format(style).TimeText(Days(time)),
        null or "n" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Format(style).Text(number, _daysBefore),
        "str" or "inlineStr" => CellText.Unescape(value),
        _ => value,
    };

    /// <summary>
    /// Returns the number of days since 1899-12-30. A time of day without a date is parsed with the first day of the calendar.
    /// </summary>
    private static double Days(DateTime time) => time.Year == 1 ? time.TimeOfDay.TotalDays : time.ToOADate();

    private NumberFormat Format(string? style) =>
        int.TryParse(style ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _formats.Length
            ? _formats[index]
            : NumberFormat.General;

    /// <summary>Returns the text of an element that contains no other elements; moves the reader to its end.</summary>
    private string Value()
    {
        var value = "";
        if (_xml.IsEmptyElement)
        {
            return value;
        }

        while (_xml.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA or XmlNodeType.Whitespace)
            {
                value = value.Length == 0 ? _xml.Value : value + _xml.Value;
            }
        }

        return value;
    }

    /// <summary>Moves to the end of an element, past everything in it.</summary>
    private void Skip()
    {
        var depth = _xml.Depth;
        while (!_xml.IsEmptyElement && _xml.Read() && _xml.Depth > depth)
        {
        }
    }

    private static bool IsTrue(string? value) => value is "1" or "true" or "TRUE";
}
