using System.Collections;
using System.Management.Automation;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Fills the templates of a mail from the columns of its row.</summary>
/// <param name="isMissingBlank">True leaves empty what the row has no column for; otherwise the row can't be sent.</param>
internal sealed class MailMerge(bool isMissingBlank)
{
    private readonly Dictionary<string, TemplateCache> _templates = [];

    /// <summary>Why the text of a part is no template; null when it is one.</summary>
    public RowProblem? Check(string part, string? text)
    {
        RowProblem? problem = null;
        if (text is not null)
        {
            Parse(part, text, ref problem);
        }

        return problem;
    }

    /// <summary>What a part's template makes of a row.</summary>
    /// <param name="part">The part's name, for messages.</param>
    /// <param name="text">The template.</param>
    /// <param name="row">The row.</param>
    /// <param name="problem">Set when the text is no template, or the row lacks a column or has one that can't be read.</param>
    public string? Fill(string part, string text, Row row, ref RowProblem? problem)
    {
        if (Parse(part, text, ref problem) is not { } template)
        {
            return text;
        }

        var merged = template.Fill(new MergeRow(row, isMissingBlank), isHtml: part == Columns.Html, out var missing);
        problem = row.Problem ?? (missing is null ? null : RowProblem.MissingColumn(part, missing));
        return problem is null ? merged : text;
    }

    private MergeTemplate? Parse(string part, string text, ref RowProblem? problem)
    {
        if (!_templates.TryGetValue(part, out var templates))
        {
            _templates.Add(part, templates = new TemplateCache());
        }

        try
        {
            return templates.Get(text);
        }
        catch (TemplateException e)
        {
            problem = RowProblem.InvalidTemplate(part, e);
            return null;
        }
    }

    /// <summary>A row's columns as texts, the way PowerShell writes values.</summary>
    private sealed class MergeRow(Row row, bool isMissingBlank) : IMergeRow
    {
        public MergeValue? Find(string column) =>
            row.TryFind(column, Value, out var value) ? value ?? MergeValue.Empty : isMissingBlank ? MergeValue.Empty : null;

        private static MergeValue Value(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => MergeValue.Empty,
            string text => MergeValue.Of(text),
            false => MergeValue.False(Text(value)),
            IDictionary => MergeValue.Of(Text(value)),
            IEnumerable list => MergeValue.List(Text(value), list.Cast<object?>().Select(Text)),
            _ => MergeValue.Of(Text(value)),
        };

        private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";
    }
}
