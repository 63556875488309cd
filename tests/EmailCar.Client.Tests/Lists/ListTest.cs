using System.Text;
using EmailCar.Failures;
using EmailCar.Lists;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Lists;

/// <summary>Base class for tests of lists: a temporary file, and the rows that are read from it.</summary>
public abstract class ListTest : IDisposable
{
    private static readonly string[] Names = ["To", "Email", "收件人", "邮箱", "电子邮箱"];

    private protected string File { get; } = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.list");

    public void Dispose()
    {
        System.IO.File.Delete(File);
        GC.SuppressFinalize(this);
    }

    private protected RecipientList Open(ListSettings? settings = null, CancellationToken stop = default) =>
        RecipientList.Open(
            File,
            new ListSettings
            {
                AddressNames = Names,
                Delimiter = settings?.Delimiter,
                Encoding = settings?.Encoding,
                WorksheetName = settings?.WorksheetName,
                HeaderRow = settings?.HeaderRow,
                IncludeHidden = settings?.IncludeHidden ?? false,
                OtherNames = ["姓名", "客户"],
            },
            stop);

    private protected RecipientList OpenText(string text, Encoding? encoding = null, ListSettings? settings = null)
    {
        Write(text, encoding ?? new UTF8Encoding(false));
        return Open(settings);
    }

    private protected void Write(string text, Encoding encoding) =>
        System.IO.File.WriteAllBytes(File, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

    /// <summary>Returns a workbook with one sheet and these row elements.</summary>
    private protected RecipientList OpenSheet(string rows, string styles = "", string properties = "", string dimension = "", string merged = "", ListSettings? settings = null)
    {
        RawWorkbook.Write(File, """<sheet name="Sheet1" sheetId="1" r:id="rId1"/>""", [rows], styles, properties, dimension, merged);
        return Open(settings);
    }

    /// <summary>Returns row elements with texts.</summary>
    private protected static string Texts(params string[][] rows) =>
        string.Concat(rows.Select(row => $"<row>{string.Concat(row.Select(cell => $"""<c t="inlineStr"><is><t>{cell}</t></is></c>"""))}</row>"));

    /// <summary>Returns the rows with their cells joined; a missing cell is ∅.</summary>
    private protected static string[] All(RecipientList list) =>
        [.. Rows(list).Select(row => string.Join("|", row.Values.Select(value => value ?? "∅")))];

    private protected static IEnumerable<ListRow> Rows(RecipientList list)
    {
        while (list.Read() is { } row)
        {
            yield return row;
        }
    }

    private protected static ListProblem Problem(Action read, out string detail)
    {
        var e = Assert.Throws<ListException>(read);
        detail = e.Message;
        return e.Problem;
    }
}
