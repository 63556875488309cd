using EmailCar.Client.Tests.Sending;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>A journal in a file is read and copied as a whole.</summary>
public class JournalFileTests : EngineTest
{
    private readonly JournalFile _source;
    private readonly JournalFile _copy;

    public JournalFileTests()
    {
        _source = new JournalFile(JournalPath, Clock);
        _copy = new JournalFile(Path.Combine(Folder, "copy.jsonl"), Clock);
        Server.Answer(SendPath, Accepted);
    }

    [Fact]
    public void A_copy_has_the_bytes_of_the_journal()
    {
        SendAll(Journalled(batchSize: 1), "a@x.cn", "b@x.cn");
        Assert.Equal(5, _copy.CopyFrom(_source));
        Assert.Equal(JournalText(), File.ReadAllText(_copy.Path));
        Assert.Equal(2, Files());
    }

    [Fact]
    public void Lines_of_an_earlier_version_are_copied_without_checksums()
    {
        WriteJournal("""{"state":"sending","submission":1,"to":["a@x.cn"],"key":["1"]}""", """{"state":"notsent","submission":1}""");
        SendAll(Journalled(), "b@x.cn");
        Assert.Equal(6, _copy.CopyFrom(_source));
        Assert.Equal(JournalText(), File.ReadAllText(_copy.Path));
    }

    [Fact]
    public void An_incomplete_last_line_is_not_copied()
    {
        SendAll(Journalled(), "a@x.cn");
        var whole = JournalText();
        File.AppendAllText(JournalPath, "{\"time\":");
        Assert.Equal(3, _copy.CopyFrom(_source));
        Assert.Equal(whole, File.ReadAllText(_copy.Path));
    }

    [Fact]
    public void A_file_that_exists_is_not_replaced()
    {
        SendAll(Journalled(), "a@x.cn");
        File.WriteAllText(_copy.Path, "mine");
        var e = Assert.Throws<JournalException>(() => _copy.CopyFrom(_source));
        Assert.Equal((JournalProblem.Exists, _copy.Path, "The file exists."), (e.Problem, e.Path, e.Message));
        Assert.Equal("mine", File.ReadAllText(_copy.Path));
    }

    [Fact]
    public void A_copy_that_another_process_creates_in_the_meantime_is_not_replaced()
    {
        SendAll(Journalled(), "a@x.cn");
        var source = new Overtaken(_source, () => File.WriteAllText(_copy.Path, "mine"));
        Assert.Equal(JournalProblem.Exists, Assert.Throws<JournalException>(() => _copy.CopyFrom(source)).Problem);
        Assert.Equal("mine", File.ReadAllText(_copy.Path));
        Assert.Equal(2, Files());
    }

    [Fact]
    public void A_copy_of_a_damaged_journal_is_not_created()
    {
        WriteJournal("oops");
        Assert.Equal(JournalProblem.Unreadable, Assert.Throws<JournalException>(() => _copy.CopyFrom(_source)).Problem);
        Assert.Equal([JournalPath], Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_copy_that_cannot_be_written_is_an_error_with_its_path()
    {
        SendAll(Journalled(), "a@x.cn");
        var source = new Overtaken(_source, () => Directory.CreateDirectory(_copy.Path));
        var e = Assert.Throws<JournalException>(() => _copy.CopyFrom(source));
        Assert.Equal((JournalProblem.Unusable, _copy.Path), (e.Problem, e.Path));
        Assert.Equal(2, Files());
    }

    [Fact]
    public void A_journal_that_does_not_exist_cannot_be_read()
    {
        Assert.False(_source.Exists);
        var e = Assert.Throws<JournalException>(() => _source.Read(_ => { }));
        Assert.Equal((JournalProblem.Unusable, JournalPath), (e.Problem, e.Path));
        Assert.IsType<FileNotFoundException>(e.InnerException);
    }

    [Fact]
    public void A_folder_cannot_be_opened_as_a_journal()
    {
        Directory.CreateDirectory(JournalPath);
        var e = Assert.Throws<JournalException>(() => _source.Read(_ => { }));
        Assert.Equal((JournalProblem.Unusable, JournalPath), (e.Problem, e.Path));
    }

    private int Files() => Directory.GetFileSystemEntries(Folder).Length;

    /// <summary>A journal that runs an action after it was read.</summary>
    private sealed class Overtaken(JournalFile journal, Action afterwards) : IJournalStore
    {
        public string Path => journal.Path;

        public bool Exists => journal.Exists;

        public bool IsInUse => journal.IsInUse;

        public IJournal Open(Uri endpoint, string account, JournalTerms terms, Action<JournalEvent> take) => journal.Open(endpoint, account, terms, take);

        public JournalEnd Read(Action<JournalEvent> take, long end = long.MaxValue, Action<JournalHeader, byte[]>? line = null)
        {
            var read = journal.Read(take, end, line);
            afterwards();
            return read;
        }

        public long CopyFrom(IJournalStore source) => throw new NotSupportedException();
    }
}
