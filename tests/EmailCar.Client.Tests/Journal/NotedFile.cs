using System.Text;

namespace EmailCar.Client.Tests.Journal;

/// <summary>A journal file that records the operations on it, or fails like a full disk.</summary>
internal sealed class NotedFile(string path, List<string> happened)
    : FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1)
{
    public bool FailsToFlush { get; set; }

    /// <summary>Writes only this many bytes of the next line, as if the disk were full.</summary>
    public int? FailsAfter { get; set; }

    public override void Write(byte[] array, int offset, int count)
    {
        if (FailsAfter is { } room)
        {
            FailsAfter = null;
            base.Write(array, offset, room);
            base.Flush(false);
            throw new IOException("No space left on device.");
        }

        var line = Encoding.UTF8.GetString(array, offset, count);
        happened.Add("write " + (line.Contains("\"journal\"") ? "journal" : line.Split(["\"state\":\""], StringSplitOptions.None)[1].Split('"')[0]));
        base.Write(array, offset, count);
    }

    public override void Flush(bool flushToDisk)
    {
        if (FailsToFlush)
        {
            throw new IOException("The disk has gone.");
        }

        happened.Add(flushToDisk ? "flush to the disk" : "flush");
        base.Flush(flushToDisk);
    }
}
