using System.Text;
using System.Text.Json;

namespace EmailCar.Harness.Journals;

/// <summary>
/// The part of a journal that one run wrote before it ended or was killed. Parsed by the harness, without code of the
/// module.
/// </summary>
/// <param name="Sent">The recipients of all `sending` lines.</param>
/// <param name="Open">The recipients of each `sending` line without a result.</param>
/// <param name="IsTorn">True if the last line is incomplete.</param>
/// <param name="End">The position after the last complete line, in bytes.</param>
internal sealed record JournalSegment(
    IReadOnlySet<string> Sent, IReadOnlyList<IReadOnlyList<string>> Open, bool IsTorn, long End)
{
    private const byte LineFeed = 10;

    /// <summary>Reads the journal from the end of the previous run.</summary>
    public static JournalSegment Read(string path, long start)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var end = Array.LastIndexOf(bytes, LineFeed) + 1;
        var sent = new HashSet<string>();
        var open = new Dictionary<int, string[]>();
        var lines = Encoding.UTF8.GetString(bytes.AsSpan((int)Math.Min(start, end)..end)).Split('\n');
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("journal", out _))
            {
                continue;
            }

            var submission = json.RootElement.GetProperty("submission").GetInt32();
            if (json.RootElement.GetProperty("state").GetString() == "sending")
            {
                open[submission] = [.. json.RootElement.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)];
                sent.UnionWith(open[submission]);
            }
            else
            {
                open.Remove(submission);
            }
        }

        return new JournalSegment(sent, [.. open.Values], end < bytes.Length, end);
    }
}
