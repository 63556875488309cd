using System.Text;

namespace EmailCar.Testing;

/// <summary>Workbooks of Excel 97 to 2003, written record by record ([MS-XLS], BIFF8, in a compound file of [MS-CFB]).</summary>
internal static class RawOldWorkbook
{
    private const int SectorSize = 512;
    private const uint EndOfChain = 0xFFFFFFFE, Free = 0xFFFFFFFF;

    /// <summary>A number with the format at this position in the list of formats.</summary>
    public sealed record Number(double Value, int Format = 0);

    /// <summary>An error, given by its code.</summary>
    public sealed record Error(byte Code);

    /// <param name="path">The file.</param>
    /// <param name="rows">The cells: texts, <see cref="Number"/>, <see cref="Error"/>, booleans, or null.</param>
    /// <param name="formats">Number formats.</param>
    /// <param name="hidden">Hidden rows, counted from 0.</param>
    /// <param name="merged">First and last row, first and last column of merged cells, counted from 0.</param>
    public static void Write(string path, object?[][] rows, string[]? formats = null, int[]? hidden = null, ushort[][]? merged = null)
    {
        var sheet = Sheet(rows, hidden ?? [], merged ?? []);
        var length = Globals(formats ?? [], 0).Length;
        byte[] stream = [.. Globals(formats ?? [], length), .. sheet];
        File.WriteAllBytes(path, Compound([.. stream, .. new byte[Math.Max(0, 4096 - stream.Length)]]));
    }

    private static byte[] Globals(string[] formats, int sheetStart) =>
    [
        .. Record(0x809, [.. Words(0x600, 5, 0xDBB, 0x7CC), .. new byte[8]]),
        .. Record(0x42, Words(0x4B0)),
        .. Record(0x22, Words(0)),
        .. formats.SelectMany((format, i) => Record(0x41E, [.. Words((ushort)(164 + i)), .. Text(format)])),
        .. Record(0xE0, [.. Words(0, 0), .. new byte[16]]),
        .. formats.SelectMany((_, i) => Record(0xE0, [.. Words(0, (ushort)(164 + i)), .. new byte[16]])),
        .. Record(0x85, [.. BitConverter.GetBytes(sheetStart), 0, 0, 4, 0, .. Encoding.ASCII.GetBytes("List")]),
        .. Record(0x0A, []),
    ];

    private static byte[] Sheet(object?[][] rows, int[] hidden, ushort[][] merged) =>
    [
        .. Record(0x809, [.. Words(0x600, 0x10, 0xDBB, 0x7CC), .. new byte[8]]),
        .. Record(0x200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(rows.Length), .. Words(0, (ushort)rows.Max(row => row.Length), 0)]),
        .. rows.SelectMany((row, i) => Record(0x208, [.. Words((ushort)i, 0, (ushort)row.Length, 255, 0, 0), .. BitConverter.GetBytes(hidden.Contains(i) ? 0x120 : 0x100)])),
        .. rows.SelectMany((row, i) => row.SelectMany((cell, j) => Cell((ushort)i, (ushort)j, cell))),
        .. merged.Length == 0 ? [] : Record(0xE5, [.. Words((ushort)merged.Length), .. merged.SelectMany(Words)]),
        .. Record(0x0A, []),
    ];

    private static byte[] Cell(ushort row, ushort column, object? cell) => cell switch
    {
        string text => Record(0x204, [.. Words(row, column, 0), .. Text(text)]),
        Number number => Record(0x203, [.. Words(row, column, (ushort)number.Format), .. BitConverter.GetBytes(number.Value)]),
        Error error => Record(0x205, [.. Words(row, column, 0), error.Code, 1]),
        bool yes => Record(0x205, [.. Words(row, column, 0), yes ? (byte)1 : (byte)0, 0]),
        _ => [],
    };

    private static byte[] Compound(byte[] stream)
    {
        var sectors = (stream.Length + SectorSize - 1) / SectorSize;
        byte[] header =
        [
            0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[16], .. Words(0x3E, 3, 0xFFFE, 9, 6), .. new byte[10],
            .. Longs(1, 1, 0, 4096, EndOfChain, 0, EndOfChain, 0, 0), .. Longs([.. Enumerable.Repeat(Free, 108)]),
        ];
        var table = Enumerable.Repeat(Free, SectorSize / 4).ToArray();
        table[0] = 0xFFFFFFFD;
        table[1] = EndOfChain;
        for (var i = 0; i < sectors; i++)
        {
            table[i + 2] = i == sectors - 1 ? EndOfChain : (uint)(i + 3);
        }

        byte[] directory = [.. Entry("Root Entry", 5, 1, EndOfChain, 0), .. Entry("Workbook", 2, Free, 2, stream.Length), .. new byte[256]];
        return [.. header, .. Longs(table), .. directory, .. stream, .. new byte[(sectors * SectorSize) - stream.Length]];
    }

    private static byte[] Entry(string name, byte type, uint child, uint start, int length) =>
    [
        .. Encoding.Unicode.GetBytes(name.PadRight(32, '\0')), .. Words((ushort)((name.Length + 1) * 2)), type, 1,
        .. Longs(Free, Free, child), .. new byte[36], .. Longs(start, (uint)length, 0),
    ];

    private static byte[] Text(string text) => [.. Words((ushort)text.Length), 1, .. Encoding.Unicode.GetBytes(text)];

    private static byte[] Record(ushort code, byte[] content) => [.. Words(code, (ushort)content.Length), .. content];

    private static byte[] Words(params ushort[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private static byte[] Longs(params uint[] longs) => [.. longs.SelectMany(BitConverter.GetBytes)];
}
