using System.Text;

namespace EmailCar.Tables;

/// <summary>
/// The facts about a sheet of an old workbook that ExcelDataReader does not provide: which cells have an error, such as #N/A, and
/// which rows are hidden. Reads the records in the workbook stream ([MS-XLS] 2.4.24 BoolErr, 2.4.127 Formula, 2.4.220 Row; [MS-CFB]
/// for the container). Does not read encrypted streams.
/// </summary>
internal sealed class OldWorkbookRecords
{
    private const ushort BoundSheet = 0x85, BoolErr = 0x205, Row = 0x208, Formula = 0x06, EndOfFile = 0x0A, FilePassword = 0x2F;

    private const byte HiddenRow = 0x20;

    private const int SectorsInHeader = 109;
    private const uint LastSector = 0xFFFFFFF0;

    private static readonly Dictionary<byte, string> Names = new()
    {
        [0x00] = "#NULL!",
        [0x07] = "#DIV/0!",
        [0x0F] = "#VALUE!",
        [0x17] = "#REF!",
        [0x1D] = "#NAME?",
        [0x24] = "#NUM!",
        [0x2A] = "#N/A",
        [0x2B] = "#GETTING_DATA",
    };

    /// <summary>Errors by row and column, both counted from 0.</summary>
    public Dictionary<(int Row, int Column), string> Errors { get; } = [];

    /// <summary>Hidden rows, counted from 0.</summary>
    public HashSet<int> HiddenRows { get; } = [];

    /// <summary>Reads the records of a sheet, given by its index.</summary>
    public static OldWorkbookRecords Of(Stream file, int sheet)
    {
        var found = new OldWorkbookRecords();
        file.Position = 0;
        var bytes = new byte[file.Length];
        FileKind.ReadFully(file, bytes);
        var workbook = FileKind.StartsWith(bytes, [0xD0, 0xCF, 0x11, 0xE0]) ? WorkbookStream(bytes) : bytes;
        var starts = new List<int>();
        for (var at = 0; at + 4 <= workbook.Length && Code(workbook, at) is not (EndOfFile or FilePassword); at = Next(workbook, at))
        {
            if (Code(workbook, at) == BoundSheet)
            {
                starts.Add(BitConverter.ToInt32(workbook, at + 4));
            }
        }

        if (sheet < starts.Count)
        {
            found.Read(workbook, starts[sheet]);
        }

        return found;
    }

    private void Read(byte[] workbook, int start)
    {
        for (var at = start; at >= 0 && at + 18 <= workbook.Length && Code(workbook, at) != EndOfFile; at = Next(workbook, at))
        {
            if (Code(workbook, at) == Row && (workbook[at + 16] & HiddenRow) != 0)
            {
                HiddenRows.Add(BitConverter.ToUInt16(workbook, at + 4));
            }

            var error = Code(workbook, at) switch
            {
                BoolErr when workbook[at + 11] == 1 => workbook[at + 10],
                Formula when workbook[at + 10] == 2 && workbook[at + 16] == 0xFF && workbook[at + 17] == 0xFF => workbook[at + 12],
                _ => (byte)0xFF,
            };
            if (Names.TryGetValue(error, out var name))
            {
                Errors[(BitConverter.ToUInt16(workbook, at + 4), BitConverter.ToUInt16(workbook, at + 6))] = name;
            }
        }
    }

    private static ushort Code(byte[] workbook, int at) => BitConverter.ToUInt16(workbook, at);

    private static int Next(byte[] workbook, int at) => at + 4 + BitConverter.ToUInt16(workbook, at + 2);

    /// <summary>Returns the stream named Workbook or Book; empty if it is not found.</summary>
    private static byte[] WorkbookStream(byte[] file)
    {
        var sectorSize = 1 << BitConverter.ToUInt16(file, 30);
        var table = new List<uint>();
        for (var i = 0; i < SectorsInHeader && BitConverter.ToUInt32(file, 76 + (4 * i)) < LastSector; i++)
        {
            AddTable(file, BitConverter.ToUInt32(file, 76 + (4 * i)), sectorSize, table);
        }

        for (var next = BitConverter.ToUInt32(file, 68); next < LastSector;)
        {
            var at = (int)(next + 1) * sectorSize;
            for (var i = 0; i < (sectorSize / 4) - 1 && BitConverter.ToUInt32(file, at + (4 * i)) < LastSector; i++)
            {
                AddTable(file, BitConverter.ToUInt32(file, at + (4 * i)), sectorSize, table);
            }

            next = BitConverter.ToUInt32(file, at + sectorSize - 4);
        }

        var directory = Chain(file, BitConverter.ToUInt32(file, 48), sectorSize, table);
        for (var at = 0; at + 128 <= directory.Length; at += 128)
        {
            var length = Math.Max(0, BitConverter.ToUInt16(directory, at + 64) - 2);
            if (length <= 62 && Encoding.Unicode.GetString(directory, at, length) is "Workbook" or "Book")
            {
                // A stream shorter than 4096 bytes would be stored elsewhere; the stream of a workbook is longer.
                return Chain(file, BitConverter.ToUInt32(directory, at + 116), sectorSize, table);
            }
        }

        return [];
    }

    private static void AddTable(byte[] file, uint sector, int sectorSize, List<uint> table)
    {
        for (var i = 0; i < sectorSize / 4; i++)
        {
            table.Add(BitConverter.ToUInt32(file, ((int)(sector + 1) * sectorSize) + (4 * i)));
        }
    }

    private static byte[] Chain(byte[] file, uint first, int sectorSize, List<uint> table)
    {
        using var stream = new MemoryStream();
        for (var sector = first; sector < table.Count && stream.Length <= file.Length; sector = table[(int)sector])
        {
            var at = (int)(sector + 1) * sectorSize;
            stream.Write(file, at, Math.Max(0, Math.Min(sectorSize, file.Length - at)));
        }

        return stream.ToArray();
    }
}
