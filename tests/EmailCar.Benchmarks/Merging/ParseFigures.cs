using System.Diagnostics;
using EmailCar.Benchmarks.Sending;
using EmailCar.Templates;

namespace EmailCar.Benchmarks.Merging;

/// <summary>The time for parsing difficult texts, compared with that of ten texts of a tenth of the length.</summary>
internal static class ParseFigures
{
    private const int Characters = 1_000_000;
    private const int Texts = 10;
    private const int RoundCount = 7;

    /// <summary>1 means proportional to the length; reading the rest of the text again at each tag would give 10.</summary>
    private const double Limit = 3;

    /// <summary>The content of the texts and, if it matters, their beginnings.</summary>
    private static readonly (string Name, string Start, string Piece)[] Kinds =
    [
        ("tags", "", "{{Name}} text "),
        ("tags alone on their lines", "", "   {{! a }}   \n"),
        ("blanks between tags", "", "{{! a }}          "),
        ("sections", "", "{{#a}}{{^b}}{{c}}{{/b}}{{/a}}"),
        ("single braces", "", "{ } ｛ {a "),
        ("braces before markup", "", "{<a><b>( "),
        ("braces before markup without end", "", "{<a"),
        ("less-than signs in a tag", "{{", "<a "),
        ("a tag without end", "{{", "a} "),
        ("percent signs", "", "%7B 100% "),
        ("encoded tags", "", "?id=%7B%7Bid%7D%7D"),
        ("encoded names", "%7B%7B", "%E5%A7&amp;"),
        ("changes of delimiters", "", "{{=<% %>=}}<%a%><%={{ }}=%>"),
        ("delimiters that almost match", "{{=aaaaaaaaaaaaaaab }}=}}", "a"),
        ("line breaks in a comment", "{{!", "\r\n "),
    ];

    public static IEnumerable<Figure> Measure()
    {
        foreach (var (name, start, piece) in Kinds)
        {
            string[] one = [Make(start, piece, Characters)];
            var ten = Enumerable.Repeat(Make(start, piece, Characters / Texts), Texts).ToArray();
            var (longer, shorter) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < RoundCount; round++)
            {
                shorter = Math.Min(shorter, Milliseconds(ten));
                longer = Math.Min(longer, Milliseconds(one));
            }

            yield return new Figure($"{name}: 1,000,000 characters", Math.Round(longer, 2), "ms");
            yield return new Figure($"{name}: beside ten of a tenth", Math.Round(longer / shorter, 1), "×") { AtMost = Limit };
        }
    }

    private static string Make(string start, string piece, int length) =>
        string.Concat(Enumerable.Repeat(piece, (length - start.Length) / piece.Length).Prepend(start));

    private static double Milliseconds(string[] texts)
    {
        var templates = new List<MergeTemplate?>(texts.Length);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        templates.AddRange(texts.Select(Parse));
        var time = watch.Elapsed.TotalMilliseconds;
        GC.KeepAlive(templates);
        return time;
    }

    /// <returns>Null if the text is not a valid template: finding a fault takes the same time.</returns>
    private static MergeTemplate? Parse(string text)
    {
        try
        {
            return MergeTemplate.Parse(text);
        }
        catch (TemplateException)
        {
            return null;
        }
    }
}
