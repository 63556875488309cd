using System.Text;
using System.Text.RegularExpressions;

namespace EmailCar.Tables;

/// <summary>
/// Finds the merged cells of a sheet. They are listed after the rows but are needed before the first row, so the sheet is
/// searched for them once as bytes, which takes a fraction of the time of reading it.
/// </summary>
internal static class MergedCellsReader
{
    private const int BufferSize = 128 * 1024;

    /// <summary>More bytes than a merged cell element has, with any attributes.</summary>
    private const int Overlap = 512;

    private static readonly byte[] EndOfRows = Encoding.ASCII.GetBytes("sheetData>");

    private static readonly Regex Range = new(
        @"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[""']\$?([A-Za-z]+)\$?(\d+):\$?([A-Za-z]+)\$?(\d+)[""']", RegexOptions.CultureInvariant);

    public static MergedCells Read(Stream sheet)
    {
        var merged = new MergedCells();
        var buffer = new byte[BufferSize];
        var kept = 0;
        var isAfterRows = false;
        int length;
        while ((length = FileKind.ReadFully(sheet, buffer, kept)) > kept)
        {
            var start = 0;
            if (!isAfterRows)
            {
                start = IndexAfterRows(buffer, length);
                isAfterRows = start >= 0;
            }

            var end = length < buffer.Length ? length : Math.Max(length - Overlap, start);
            if (isAfterRows)
            {
                // A range that was cut off at the end of the last block is searched again as a whole.
                var text = Encoding.ASCII.GetString(buffer, start, length - start);
                foreach (Match match in Range.Matches(text))
                {
                    if (start + match.Index < end)
                    {
                        Add(merged, match);
                    }
                }
            }

            kept = length - Math.Max(end, 0);
            Array.Copy(buffer, length - kept, buffer, 0, kept);
        }

        return merged;
    }

    private static void Add(MergedCells merged, Match range) => merged.Add(
        CellReference.Row(range.Groups[2].Value),
        CellReference.Column(range.Groups[1].Value) ?? 0,
        CellReference.Row(range.Groups[4].Value),
        CellReference.Column(range.Groups[3].Value) ?? 0);

    /// <summary>Returns the position where the rows end, or -1 if they do not end in these bytes.</summary>
    private static int IndexAfterRows(byte[] buffer, int length)
    {
        var start = 0;
        int found;
        while ((found = buffer.AsSpan(start, length - start).IndexOf(EndOfRows)) >= 0)
        {
            var open = Array.LastIndexOf(buffer, (byte)'<', start + found);
            if (open >= 0 && buffer[open + 1] == '/' && start + found - open < Overlap)
            {
                return start + found + EndOfRows.Length;
            }

            start += found + EndOfRows.Length;
        }

        return -1;
    }
}
