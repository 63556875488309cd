using System.Text;

namespace EmailCar.Lists;

/// <summary>Tells workbooks from texts by what is in the file: names lie.</summary>
internal static class FileKind
{
    private const int BufferSize = 64 * 1024;

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>True for a workbook, false for a text. The file is at its start again.</summary>
    /// <exception cref="ListException">A workbook of a kind that can't be read.</exception>
    public static bool IsWorkbook(Stream file)
    {
        var start = new byte[CompoundFile.Length];
        var length = ReadFully(file, start);
        if (length == start.Length && start.SequenceEqual(CompoundFile))
        {
            throw new ListException(IsEncrypted(file) ? ListProblem.ProtectedWorkbook : ListProblem.OldWorkbook, "");
        }

        file.Position = 0;
        return length >= Zip.Length && start.Take(Zip.Length).SequenceEqual(Zip);
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    public static int ReadFully(Stream file, byte[] buffer, int offset = 0)
    {
        int read;
        while (offset < buffer.Length && (read = file.Read(buffer, offset, buffer.Length - offset)) > 0)
        {
            offset += read;
        }

        return offset;
    }

    /// <summary>
    /// An .xlsx with a password lies in the same container as an .xls does, under a name that an .xls does not have.
    /// </summary>
    private static bool IsEncrypted(Stream file)
    {
        const string Name = "EncryptedPackage";
        file.Position = 0;
        var buffer = new byte[BufferSize];
        var kept = 0;
        int length;
        while ((length = ReadFully(file, buffer, kept)) > kept)
        {
            // Names of a compound file stand at even offsets, so two bytes are always one character of one.
            if (Encoding.Unicode.GetString(buffer, 0, length).Contains(Name))
            {
                return true;
            }

            kept = Math.Min(2 * Name.Length, length);
            Array.Copy(buffer, length - kept, buffer, 0, kept);
        }

        return false;
    }
}
