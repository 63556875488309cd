using System.Text.RegularExpressions;
using EmailCar.Tables;

namespace EmailCar.Lists;

/// <summary>Rows within or below a list that are not recipients: totals, notes, lines, group headings, and repeated headers.</summary>
internal static class LeftOutRows
{
    private static readonly Regex Total = new(
        @"^(本页|本表|以上|本单|全部|当页)?\s*(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|汇\s*总|总\s*数)(?!\w*@)|^(grand\s+|sub\s*)?totals?\b|^sum\b|^共\s*\d+\s*(条|人|行|户|笔|项)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Note = new(
        @"^[（(【\[*※]*\s*(注|备\s*注|说\s*明|注意|提示|制\s*表|制单|审\s*核|审批|填表|打印|导出|统计|截止|截至|数据来源|以下空白|end of|notes?|remarks?|prepared by|printed|exported|generated)\w*\s*([:：,，\d]|日期|时间|人|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Returns whether a row contains only dashes or other signs.</summary>
    public static bool IsLine(RawRow row) =>
        row.Errors is null && Array.TrueForAll(row.Cells, cell => cell.All(c => !char.IsLetterOrDigit(c)));

    /// <summary>Returns whether the row is not a recipient. A row with an address is always a recipient.</summary>
    /// <param name="row">A row below the header.</param>
    /// <param name="header">The header.</param>
    public static bool Has(RawRow row, RawRow header)
    {
        if (row.Errors is not null || Array.Exists(row.Cells, AddressColumns.IsAddress))
        {
            return false;
        }

        var first = Array.Find(row.Cells, cell => cell.Length > 0) ?? "";
        var filled = row.Cells.Count(cell => cell.Length > 0);
        return row.IsHeading
            || IsLine(row)
            || Total.IsMatch(first)
            || (filled <= 2 && Note.IsMatch(first))
            || (filled > 1 && row.Cells.Where(cell => cell.Length > 0).SequenceEqual(header.Cells.Where(cell => cell.Length > 0)));
    }
}
