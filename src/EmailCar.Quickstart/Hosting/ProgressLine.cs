using System.Management.Automation;

namespace EmailCar.Quickstart.Hosting;

/// <summary>Progress as one line on stderr that overwrites itself; nothing at all where stderr is no screen.</summary>
internal sealed class ProgressLine
{
    private int _shown;

    public void Show(ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
            return;

        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
            return;

        var text = Fit(Describe(record), ConsoleRawUserInterface.ScreenWidth - 1);
        Console.Error.Write(text);
        _shown = CellWidth.Of(text);
    }

    public void Clear()
    {
        if (_shown == 0)
            return;

        Console.Error.Write('\r' + new string(' ', _shown) + '\r');
        _shown = 0;
    }

    private static string Describe(ProgressRecord record)
    {
        var parts = new List<string> { record.Activity };
        if (record.PercentComplete >= 0)
            parts.Add($"{record.PercentComplete} %");
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
            parts.Add(record.StatusDescription);
        if (record.SecondsRemaining >= 0)
            parts.Add($"{TimeSpan.FromSeconds(record.SecondsRemaining):g} left");
        return string.Join(" · ", parts).ReplaceLineEndings(" ");
    }

    // A line that wraps could not be overwritten.
    private static string Fit(string text, int columns)
    {
        var end = 0;
        for (var width = 0; end < text.Length; end++)
        {
            width += CellWidth.Of(text[end]);
            if (width > columns)
                break;
        }
        return text[..end];
    }
}
