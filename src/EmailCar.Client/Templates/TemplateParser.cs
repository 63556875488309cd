namespace EmailCar.Templates;

/// <summary>Parses Mustache templates, without partials, lambdas and inheritance.</summary>
internal sealed class TemplateParser
{
    /// <summary>The maximum depth of nested sections, because templates are filled recursively.</summary>
    internal const int MaxDepth = 100;

    private readonly string _text;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stack<(Tag Tag, List<Part> Outer)> _open = new();
    private List<Part> _parts = [];

    private TemplateParser(string text) => _text = text;

    /// <exception cref="TemplateException">The text is not a valid template.</exception>
    public static MergeTemplate Parse(string text) => new TemplateParser(text).Parse();

    private MergeTemplate Parse()
    {
        if (_text.IndexOf('\0') is >= 0 and var nul)
        {
            throw new TemplateException(TemplateFault.NulCharacter, _text, nul, nul);
        }

        var reader = new TagReader(_text);
        var position = 0;
        while (reader.Read(out var tag))
        {
            var (start, end) = tag.IsSilent ? Line(tag) : (tag.Start, tag.End);
            AddText(position, start);
            Add(tag);
            position = end;
        }

        AddText(position, _text.Length);
        return _open.Count == 0
            ? new MergeTemplate(_text, [.. _parts], _columns.Count)
            : throw Fault(TemplateFault.UnclosedSection, _open.Peek().Tag);
    }

    private void Add(Tag tag)
    {
        switch (tag.Kind)
        {
            case TagKind.Value:
                _parts.Add(new ColumnValue(Column(tag), ValueEncoding.Html));
                break;
            case TagKind.RawValue:
                _parts.Add(new ColumnValue(Column(tag), ValueEncoding.None));
                break;
            case TagKind.LinkValue:
                _parts.Add(new ColumnValue(Column(tag), ValueEncoding.Link));
                break;
            case TagKind.Section or TagKind.InvertedSection:
                OpenSection(tag);
                break;
            case TagKind.SectionEnd:
                CloseSection(tag);
                break;
        }
    }

    private void OpenSection(Tag tag)
    {
        if (_open.Count == MaxDepth)
        {
            throw Fault(TemplateFault.TooDeep, tag);
        }

        _open.Push((tag, _parts));
        _parts = [];
    }

    private void CloseSection(Tag end)
    {
        // Column names are compared as in PowerShell, ignoring case.
        if (_open.Count == 0 || !string.Equals(_open.Peek().Tag.Name, end.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Fault(TemplateFault.UnopenedSection, end);
        }

        var (tag, outer) = _open.Pop();
        Part[] parts = [.. _parts];
        outer.Add(tag.Kind == TagKind.Section ? new Section(Column(tag), parts) : new InvertedSection(Column(tag), parts));
        _parts = outer;
    }

    private void AddText(int start, int end)
    {
        if (end > start)
        {
            _parts.Add(new Literal(_text.Substring(start, end - start)));
        }
    }

    private NamedColumn Column(Tag tag)
    {
        if (!_columns.TryGetValue(tag.Name, out var number))
        {
            _columns.Add(tag.Name, number = _columns.Count);
        }

        return new NamedColumn(tag.Name, number, tag);
    }

    /// <summary>
    /// Returns the range of the whole line with its line break if the tag is alone on it; otherwise only that of the tag.
    /// </summary>
    private (int Start, int End) Line(Tag tag)
    {
        var start = tag.Start;
        while (start > 0 && IsBlank(_text[start - 1]))
        {
            start--;
        }

        var end = tag.End;
        while (end < _text.Length && IsBlank(_text[end]))
        {
            end++;
        }

        var isStart = start == 0 || _text[start - 1] == '\n';
        var lineBreak = end == _text.Length ? 0 : _text[end] == '\n' ? 1 : string.CompareOrdinal(_text, end, "\r\n", 0, 2) == 0 ? 2 : -1;
        return isStart && lineBreak >= 0 ? (start, end + lineBreak) : (tag.Start, tag.End);
    }

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) && character is not ('\r' or '\n');

    private TemplateException Fault(TemplateFault fault, Tag tag) => new(fault, _text, tag.Start, tag.End);
}
