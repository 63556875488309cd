using System.Globalization;
using System.Management.Automation;
using EmailCar.Lists;
using EmailCar.Tables;

namespace EmailCar.Rows;

/// <summary>Messages about a list: how it is read, and which rows are skipped.</summary>
internal static class ListMessages
{
    /// <summary>Writes the messages before the first row.</summary>
    public static void WriteStart(Cmdlet command, string file, RecipientList list)
    {
        var samples = string.Join(", ", list.EncodingSamples);
        switch (list.EncodingDoubt)
        {
            case EncodingDoubt.Guess:
                command.WriteWarning(Text(Strings.EncodingGuess, file, list.Encoding, samples));
                break;
            case EncodingDoubt.OtherThanGiven:
                command.WriteWarning(Text(Strings.EncodingOtherThanGiven, file, list.Encoding, samples));
                break;
        }

        if (list.UnnamedColumns.Count > 0)
        {
            command.WriteWarning(Text(Strings.UnnamedColumns, file, string.Join(", ", list.UnnamedColumns)));
        }

        var addresses = string.Join(", ", list.AddressColumnNames);
        command.WriteVerbose(
            list.Worksheet is { } sheet ? Text(Strings.WorkbookVerbose, file, sheet, addresses)
            : list.Delimiter is { } delimiter ? Text(Strings.TextListVerbose, file, list.Encoding, delimiter, addresses)
            : Text(Strings.WebPageVerbose, file, list.Encoding, addresses));
        if (list.HeaderNumber > 1)
        {
            command.WriteVerbose(Text(Strings.HeaderRowVerbose, file, list.HeaderNumber, string.Join(", ", list.Columns)));
        }
    }

    /// <summary>Writes the messages after the last row.</summary>
    public static void WriteEnd(Cmdlet command, string file, RecipientList list, bool any)
    {
        Write(command, Strings.HiddenRows, file, list.HiddenRows);
        Write(command, Strings.LeftOutRows, file, list.LeftOut);
        Write(command, Strings.UnreadableRows, file, list.UnreadableRows);
        if (!any)
        {
            command.WriteWarning(Text(list.Columns.Count == 0 && list.HiddenRows.Count == 0 ? Strings.EmptyList : Strings.ListWithoutRows, file));
        }
    }

    private static void Write(Cmdlet command, string format, string file, RowNumbers rows)
    {
        if (rows.Count > 0)
        {
            var first = string.Join(", ", rows.First);
            command.WriteWarning(Text(format, file, rows.Count, rows.Count > rows.First.Count ? first + ", …" : first));
        }
    }

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
