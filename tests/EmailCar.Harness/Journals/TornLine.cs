using System.Text;

namespace EmailCar.Harness.Journals;

/// <summary>
/// The beginning of a line at the end of a journal, as a machine leaves it that goes down while a line is being
/// written. SIGKILL rarely does it, since a short write is either made or not.
/// </summary>
internal static class TornLine
{
    private const string Header = """{"journal":"emailcar","version":1,"endpoint":"http://127.0.0.1""";

    /// <summary>Adds a piece of what the journal's last line looks like, or of a first line when there is none.</summary>
    public static void Append(string path, Random random)
    {
        var last = File.Exists(path) ? File.ReadLines(path).LastOrDefault() : null;
        var whole = Encoding.UTF8.GetBytes(last is null or "" ? Header : last);
        using var journal = new FileStream(path, FileMode.Append);
        journal.Write(whole, 0, random.Next(1, whole.Length));
    }
}
