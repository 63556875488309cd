using System.Collections;
using System.Management.Automation;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Fills the templates of an email from the columns of its row.</summary>
/// <param name="isMissingBlank">True to leave tags of missing columns empty; otherwise the row is rejected.</param>
internal sealed class MailMerge(bool isMissingBlank)
{
    private readonly Dictionary<(string Part, bool IsOriginal), TemplateCache> _templates = [];
    private bool _hasFilled;
    private bool _usesColumns;

    /// <summary>Whether templates were filled and none of them uses a column.</summary>
    public bool ChangesNothing => _hasFilled && !_usesColumns;

    /// <summary>Returns why the text of a part is not a valid template, or null if it is.</summary>
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
    /// <param name="part">The name of the part, for messages.</param>
    /// <param name="text">The template.</param>
    /// <param name="row">The row.</param>
    /// <param name="problem">Set if the text is not a valid template, or if a column is missing or cannot be read.</param>
    /// <param name="isOriginal">True for a body before inlining; bodies before and after inlining alternate, and each kind has a separate
    /// cache.</param>
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

    /// <summary>Fills a path from a row. A tag with an empty value is a problem, because the path would name another file.</summary>
    /// <param name="path">The template.</param>
    /// <param name="row">The row.</param>
    /// <param name="problem">Set if the path cannot be filled.</param>
    public string? FillPath(string path, Row row, ref RowProblem? problem)
    {
        if (Parse(Columns.Attachment, path, ref problem) is not { } template)
        {
            return null;
        }

        (_hasFilled, _usesColumns) = (true, _usesColumns | template.UsesColumns);
        try
        {
            var values = new PathRow(new MergeRow(row, isMissingBlank: false));
            var filled = template.Fill(values, isHtml: false, out var missing);
            problem = row.Problem
                ?? (missing is not null ? RowProblem.MissingColumn(Columns.Attachment, missing)
                : values.Empty is { } column ? RowProblem.EmptyPathTag(path, column)
                : null);
            return problem is null ? filled : null;
        }
        catch (TemplateException e)
        {
            problem = RowProblem.InvalidTemplate(Columns.Attachment, e);
            return null;
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

    /// <summary>A row whose columns must not be empty.</summary>
    private sealed class PathRow(IMergeRow row) : IMergeRow
    {
        /// <summary>The first column that was read and is empty; null if there is none.</summary>
        public string? Empty { get; private set; }

        public MergeValue? Find(string column)
        {
            var value = row.Find(column);
            if (value is not null && string.IsNullOrWhiteSpace(value.Text))
            {
                Empty ??= column;
            }

            return value;
        }
    }

    /// <summary>The columns of a row as texts, in the way PowerShell writes values.</summary>
    private sealed class MergeRow(Row row, bool isMissingBlank) : IMergeRow
    {
        /// <summary>The maximum depth of lists within lists, because a list may contain itself.</summary>
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
