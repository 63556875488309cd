using System.Collections;
using System.Management.Automation;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Fills the templates of a mail from the columns of its row.</summary>
/// <param name="isMissingBlank">True leaves tags of missing columns empty; otherwise the row can't be sent.</param>
internal sealed class MailMerge(bool isMissingBlank)
{
    private readonly Dictionary<(string Part, bool IsOriginal), TemplateCache> _templates = [];
    private bool _hasFilled;
    private bool _usesColumns;

    /// <summary>True when templates were filled and none of them names a column.</summary>
    public bool ChangesNothing => _hasFilled && !_usesColumns;

    /// <summary>Why the text of a part is not a template; null when it is one.</summary>
    public RowProblem? Check(string part, string? text)
    {
        RowProblem? problem = null;
        if (text is not null)
        {
            Parse(part, text, ref problem);
        }

        return problem;
    }

    /// <summary>Fills the template of a part from a row.</summary>
    /// <param name="part">The part's name, for messages.</param>
    /// <param name="text">The template.</param>
    /// <param name="row">The row.</param>
    /// <param name="problem">Set when the text is not a template, or the row lacks a column or has one that can't be read.</param>
    /// <param name="isOriginal">True for a body before inlining; both take turns, and each has a cache of its own.</param>
    public string? Fill(string part, string text, Row row, ref RowProblem? problem, bool isOriginal = false)
    {
        if (Parse(part, text, ref problem, isOriginal) is not { } template)
        {
            return text;
        }

        _hasFilled = true;
        _usesColumns |= template.UsesColumns;
        try
        {
            var merged = template.Fill(new MergeRow(row, isMissingBlank), isHtml: part == Columns.Html, out var missing);
            problem = row.Problem ?? (missing is null ? null : RowProblem.MissingColumn(part, missing));
            return problem is null ? merged : text;
        }
        catch (TemplateException e)
        {
            problem = RowProblem.InvalidTemplate(part, e);
            return text;
        }
    }

    private MergeTemplate? Parse(string part, string text, ref RowProblem? problem, bool isOriginal = false)
    {
        if (!_templates.TryGetValue((part, isOriginal), out var templates))
        {
            _templates.Add((part, isOriginal), templates = new TemplateCache());
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
        /// <summary>A list of lists; a list may contain itself, so there has to be an end.</summary>
        private const int MaxListDepth = 2;

        public MergeValue? Find(string column) =>
            row.TryFind(column, Value, out var value) ? value ?? MergeValue.Empty : isMissingBlank ? MergeValue.Empty : null;

        private static MergeValue Value(object? value) => Value(value, MaxListDepth);

        private static MergeValue Value(object? value, int depth) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => MergeValue.Empty,
            string text => MergeValue.Of(text),
            false => MergeValue.False(Text(value)),
            IDictionary => MergeValue.Of(Text(value)),
            IEnumerable list when depth > 0 => MergeValue.List(Text(value), list.Cast<object?>().Select(item => Value(item, depth - 1))),
            _ => MergeValue.Of(Text(value)),
        };

        private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";
    }
}
