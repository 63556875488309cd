#if NET
using System.Text;
using CsCheck;
using EmailCar.Client.Tests.Sending;
using EmailCar.Client.Tests.Support;
using EmailCar.Journal;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Journal;

/// <summary>
/// Whatever happens to the bytes of a journal, the next run either reports an error with a line number, or reads the emails in the
/// state of the remaining lines. No damage makes an email new that was submitted by then.
/// </summary>
public class JournalDamageTests : EngineTest
{
    private const int Emails = 6;

    /// <summary>For each length that ends with a line: the state of each email at that time.</summary>
    private readonly SortedDictionary<int, PriorState[]> _states = [];

    private readonly byte[] _whole;

    public JournalDamageTests()
    {
        _states[0] = [.. Enumerable.Repeat(PriorState.New, Emails)];
        using (var journal = JournalWriter.Open(JournalPath, Server.Endpoint, ServiceTest.User, Clock, readOnly: false, _ => { }))
        {
            foreach (var (state, i) in new[] { "submitted", "unknown", "notsent", "rejected", null, "submitted" }.Select((state, i) => (state, i)))
            {
                JournalMail[] mails = [new($"key-{i}", $"{i}@x.cn")];
                var submission = journal.Leaving(Mail with { Subject = $"s-{i}" }, mails);
                Remember();
                if (state is not null)
                {
                    journal.TrySettle(submission, mails, state, state == "submitted" ? [i] : null, null);
                    Remember();
                }
            }
        }

        _whole = File.ReadAllBytes(JournalPath);
    }

    [Fact]
    public void A_journal_that_is_truncated_anywhere_gives_the_state_of_its_complete_lines() => Gen.Int[0, _whole.Length].Sample(
        length =>
        {
            var states = Read(_whole.AsSpan(0, length).ToArray());
            return states is not null && states.SequenceEqual(Before(length));
        },
        iter: 500,
        threads: 1);

    [Fact]
    public void Changed_bytes_give_an_error_or_the_correct_state() => Gen.Select(Gen.Int[0, _whole.Length - 1], Gen.Byte, Gen.Int[1, 4]).Sample(
        (at, value, count) =>
        {
            var damaged = (byte[])_whole.Clone();
            damaged.AsSpan(at, Math.Min(count, damaged.Length - at)).Fill(value);
            return IsErrorOrRight(damaged, at);
        },
        iter: 2000,
        threads: 1);

    [Fact]
    public void Removed_bytes_give_an_error_or_the_correct_state() => Gen.Select(Gen.Int[0, _whole.Length - 1], Gen.Int[1, 800]).Sample(
        (at, count) => IsErrorOrRight([.. _whole.Take(at), .. _whole.Skip(at + count)], at),
        iter: 2000,
        threads: 1);

    [Fact]
    public void Inserted_bytes_give_an_error_or_the_correct_state() => Gen.Select(Gen.Int[0, _whole.Length], Gen.Byte.Array[1, 200]).Sample(
        (at, bytes) => IsErrorOrRight([.. _whole.Take(at), .. bytes, .. _whole.Skip(at)], at),
        iter: 2000,
        threads: 1);

    [Fact]
    public void A_line_that_is_removed_repeated_or_moved_is_an_error()
    {
        var lines = Encoding.UTF8.GetString(_whole).Split('\n')[..^1];
        for (var i = 0; i < lines.Length - 1; i++)
        {
            string[] without = [.. lines[..i], .. lines[(i + 1)..]];
            string[] doubled = [.. lines[..i], lines[i], .. lines[i..]];
            string[] swapped = [.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]];
            Assert.All(new[] { without, doubled, swapped }, changed => Assert.Null(Read(Encoding.UTF8.GetBytes(string.Join('\n', changed) + '\n'))));
        }
    }

    /// <summary>
    /// Returns whether damage is handled correctly: a damaged end without a line feed is an incomplete line; anything else must be an
    /// error. If the damage starts with a line feed, the line before it may be complete nevertheless, with the last line feed of the file.
    /// </summary>
    private bool IsErrorOrRight(byte[] damaged, int at) =>
        Read(damaged) is not { } states || states.SequenceEqual(Before(_whole.Length)) || states.SequenceEqual(Before(at)) || states.SequenceEqual(Before(at + 1));

    private PriorState[] Before(int length) => _states.Last(state => state.Key <= length).Value;

    private void Remember()
    {
        var bytes = Encoding.UTF8.GetBytes(JournalText());
        _states[bytes.Length] = Read(bytes, JournalPath + ".copy") ?? throw new InvalidOperationException("An undamaged journal can't be read.");
    }

    private PriorState[]? Read(byte[] bytes) => Read(bytes, JournalPath);

    /// <summary>Reads a journal. Returns null if there is an error with a line number.</summary>
    private PriorState[]? Read(byte[] bytes, string path)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            using var run = NewRun(new SendRunSettings { JournalPath = path, IsRehearsal = true });
            return [.. Enumerable.Range(0, Emails).Select(i => run.Add(Mail, new Recipient($"{i}@x.cn", $"key-{i}"), out _))];
        }
        catch (JournalException e) when (e.Problem is JournalProblem.Unreadable or JournalProblem.OfAnother)
        {
            return e.Problem == JournalProblem.OfAnother || e.Message.StartsWith("Line ", StringComparison.Ordinal) ? null : throw new InvalidOperationException(e.Message);
        }
    }
}
#endif
