using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Platform;
using EmailCar.Tables;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Lists;

/// <summary>
/// A corpus of lists in six encodings, intact and damaged: each misread list causes a warning or an error, or its row is reported.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output) : ListTest
{
    private const int Many = 200;

    private static readonly Dictionary<string, (string Encoding, string Other, string Header, string[] Names)> Languages = new()
    {
        ["UTF-8"] = ("utf-8", "gb18030", "姓名", ["王伟", "李娜", "张敏", "欧阳娜娜", "刘洋", "陈静", "杨玥", "赵磊", "黄强", "周杰"]),
        ["UTF-16"] = ("utf-16", "utf-8", "姓名", ["王伟", "李娜", "张敏", "欧阳娜娜", "刘洋", "陈静", "杨玥", "赵磊", "黄强", "周杰"]),
        ["GB18030"] = ("gb18030", "utf-8", "客户", ["王伟", "李娜", "张敏", "欧阳娜娜", "刘洋", "陈静", "杨玥", "赵磊", "黄强", "周杰"]),
        ["Big5"] = ("big5", "utf-8", "名稱", ["王偉", "李娜", "張敏", "歐陽娜娜", "劉洋", "陳靜", "楊洋", "趙磊", "黃強", "周傑"]),
        ["Shift-JIS"] = ("shift_jis", "utf-8", "氏名", ["田中さくら", "鈴木いちろう", "佐藤ハナコ", "高橋みゆき", "渡辺けんじ", "伊藤まなぶ", "山本ヒロシ", "中村あやか", "小林たくみ", "加藤さゆり"]),
        ["Windows-1252"] = ("windows-1252", "utf-8", "Prénom", ["José Muñoz", "Zoë Müller", "René Lefèvre", "Björn Åkesson", "François", "Jürgen Groß", "Søren", "Inês", "Maïté", "Chloé"]),
    };

    private enum Outcome
    {
        Right,
        Warned,
        Refused,
        Wrong,
    }

    /// <summary>Mono, used in place of .NET Framework, drops half a character at the end of UTF-16 instead of replacing it.</summary>
    private static bool IsMono => Type.GetType("Mono.Runtime") is not null;

    [NeedsGbkTheory]
    [InlineData("all")]
    public void No_list_is_misread_without_notice(string languages)
    {
        Assert.Equal("all", languages);
        var counts = new Dictionary<(string Language, Outcome Outcome), int>();
        var wrong = new List<string>();
        var warned = new List<string>();
        var files = 0;
        foreach (var (language, form, bytes, expected) in Files())
        {
            files++;
            var outcome = Read(bytes, expected, out var detail);
            counts[(language, outcome)] = (counts.TryGetValue((language, outcome), out var count) ? count : 0) + 1;
            output.WriteLine($"{language}, {form}: {outcome}. {detail}");
            if (outcome == Outcome.Wrong)
            {
                wrong.Add($"{language}, {form}: {detail}");
            }

            if (outcome != Outcome.Right && form.StartsWith("clean, long", StringComparison.Ordinal) && (language is "UTF-8" or "UTF-16" or "GB18030"))
            {
                warned.Add($"{language}, {form}: {detail}");
            }
        }

        foreach (var group in counts.GroupBy(pair => pair.Key.Language))
        {
            output.WriteLine($"{group.Key}: {string.Join(", ", group.OrderBy(pair => pair.Key.Outcome).Select(pair => $"{pair.Key.Outcome} {pair.Value}"))}");
        }

        output.WriteLine($"{files} files: {string.Join(", ", counts.GroupBy(pair => pair.Key.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Sum(p => p.Value)}"))}");
        Assert.True(files >= 60);
        Assert.Empty(wrong);
        Assert.Empty(warned);
    }

    /// <summary>
    /// Returns the same files for each encoding: intact, truncated, mixed with another encoding, and with one byte too many or too few.
    /// </summary>
    private static IEnumerable<(string Language, string Form, byte[] Bytes, Dictionary<string, string> Expected)> Files()
    {
        foreach (var pair in Languages)
        {
            var (name, other, column, names) = pair.Value;
            var encodings = name == "utf-16" ? new Encoding[] { new UnicodeEncoding(false, false), new UnicodeEncoding(true, false) } : [Encodings.Find(name)!];
            foreach (var encoding in encodings)
            {
                foreach (var header in new[] { "Email,Name", "Email," + column })
                {
                    foreach (var count in new[] { 4, Many })
                    {
                        var length = count == Many ? "long" : "short";
                        var rows = Enumerable.Range(0, count).Select(i => (To: $"user{i}@example.com", Name: names[i % names.Length])).ToArray();
                        var expected = rows.ToDictionary(row => row.To, row => row.Name);
                        string Text(IEnumerable<(string To, string Name)> some) => header + "\r\n" + string.Concat(some.Select(row => $"{row.To},{row.Name}\r\n"));
                        var clean = encoding.GetBytes(Text(rows));
                        var last = encoding.GetBytes(names[(count - 1) % names.Length] + "\r\n");
                        var at = Math.Max(clean.Length - last.Length, 0);
                        var title = $"{length}, {header}, {encoding.WebName}";
                        yield return (pair.Key, $"clean, {title}", clean, expected);
                        yield return (pair.Key, $"one byte too many, {title}", [.. clean.Take(at), 0xE9, .. clean.Skip(at)], expected);
                        yield return (pair.Key, $"one byte too few, {title}", [.. clean.Take(at), .. clean.Skip(at + 1)], expected);
                        if (!(IsMono && encoding is UnicodeEncoding))
                        {
                            yield return (pair.Key, $"truncated, {title}", [.. clean.Take(at + 1)], expected);
                        }

                        yield return (pair.Key, $"mixed, {title}", [.. clean, .. Encodings.Find(other)!.GetBytes("mixed@example.com,张敏丽\r\n")], With(expected, "mixed@example.com", "张敏丽"));
                        var one = rows.Select((row, i) => i == count / 2 ? row : (row.To, "Ann")).ToArray();
                        yield return (pair.Key, $"one name, {title}", encoding.GetBytes(Text(one)), one.ToDictionary(row => row.To, row => row.Item2));
                    }
                }
            }
        }
    }

    private Outcome Read(byte[] bytes, Dictionary<string, string> expected, out string detail)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        detail = "";
        try
        {
            using var list = Open();
            var rows = Rows(list).ToArray();
            var doubt = list.EncodingDoubt != EncodingDoubt.None;
            var wrong = rows.Where(row => !row.IsUnreadable && row.To.Length > 0 && !(expected.TryGetValue(row.To, out var name) && row.Values[1] == name)).ToArray();
            var missing = expected.Count - rows.Length;
            detail = $"{list.Encoding}{(doubt ? $", a guess: {string.Join(", ", list.EncodingSamples)}" : "")}{(list.UnreadableRows.Count > 0 ? $", rows {string.Join(", ", list.UnreadableRows.First)}" : "")}"
                + $"{(wrong.Length > 0 ? $", {wrong.Length} wrong such as {wrong[0].To} {wrong[0].Values[1]}" : "")}{(missing != 0 ? $", {missing} missing" : "")}";
            return doubt ? Outcome.Warned
                : wrong.Length > 0 || missing > 0 ? Outcome.Wrong
                : list.UnreadableRows.Count > 0 ? Outcome.Warned
                : Outcome.Right;
        }
        catch (ListException e)
        {
            detail = $"{e.Problem}: {e.Message}";
            return Outcome.Refused;
        }
    }

    private static Dictionary<string, string> With(Dictionary<string, string> rows, string to, string name) => new(rows) { [to] = name };
}
