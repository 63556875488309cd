using System.Text;

namespace EmailCar.Harness.Journals;

/// <summary>
/// The beginning of a line at the end of a journal, as after a machine crashes while a line is being
/// written. SIGKILL rarely causes this, because a short write is atomic.
/// </summary>
internal static class TornLine
{
    private const string Header = """{"journal":"emailcar","version":1,"endpoint":"http://127.0.0.1""";

    /// <summary>Adds a part of a line like the last line, or like the first line if the journal is empty.</summary>
    public static void Append(string path, Random random)
    {
        var last = File.Exists(path) ? File.ReadLines(path).LastOrDefault() : null;
        var whole = Encoding.UTF8.GetBytes(last is null or "" ? Header : last);
        using var journal = new FileStream(path, FileMode.Append);
        journal.Write(whole, 0, random.Next(1, whole.Length));
    }
}
