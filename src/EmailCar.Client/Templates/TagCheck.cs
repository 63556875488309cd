namespace EmailCar.Templates;

/// <summary>
/// Reads the tags of a text through before the library parses it. The library names positions in English at best, ends
/// at a NUL character as if the text did, runs over the end of a text that ends within a tag, does not come back
/// from some changes of delimiters, and ends the process over sections that are nested too deeply; what has passed
/// here, it parses.
/// </summary>
internal sealed class TagCheck
{
    /// <summary>So many sections may stand within each other.</summary>
    internal const int MaxDepth = 100;

    /// <summary>What the library skips between a delimiter and what follows.</summary>
    private static readonly char[] Blanks = [' ', '\t', '\n', '\v', '\f', '\r'];

    private readonly string _text;
    private readonly Stack<(string Name, int Position, int End)> _open = new();
    private string _startTag = "{{";
    private string _endTag = "}}";

    private TagCheck(string text) => _text = text;

    /// <exception cref="TemplateException">The text is no template.</exception>
    public static void Check(string text) => new TagCheck(text).Check();

    private void Check()
    {
        if (_text.IndexOf('\0') is >= 0 and var nul)
        {
            throw Fault(TemplateFault.NulCharacter, nul, nul);
        }

        var at = 0;
        while ((at = _text.IndexOf(_startTag, at, StringComparison.Ordinal)) >= 0)
        {
            at = CheckTag(at);
        }

        if (_open.Count > 0)
        {
            var (_, position, end) = _open.Peek();
            throw Fault(TemplateFault.UnclosedSection, position, end);
        }
    }

    /// <returns>Where the text goes on behind the tag.</returns>
    private int CheckTag(int start)
    {
        var content = SkipBlanks(start + _startTag.Length);
        switch (content < _text.Length ? _text[content] : '\0')
        {
            case '!':
                return Close(start, content, _endTag).End;
            case '=':
                return ChangeDelimiters(start, content + 1);
            case '>':
                throw Fault(TemplateFault.Partial, start, Close(start, content, _endTag).End);
            case '#' or '^':
                return OpenSection(start, content + 1);
            case '/':
                return CloseSection(start, content + 1);
            case '{':
                return Name(start, content + 1, "}" + _endTag).End;
            case '&':
                return Name(start, content + 1, _endTag).End;
            default:
                return Name(start, content, _endTag).End;
        }
    }

    private int OpenSection(int start, int content)
    {
        var (name, end) = Name(start, content, _endTag);
        if (_open.Count == MaxDepth)
        {
            throw Fault(TemplateFault.TooDeep, start, end);
        }

        _open.Push((name, start, end));
        return end;
    }

    private int CloseSection(int start, int content)
    {
        var (name, end) = Name(start, content, _endTag);
        if (_open.Count == 0 || !IsSame(_open.Pop().Name, name))
        {
            throw Fault(TemplateFault.UnopenedSection, start, end);
        }

        return end;
    }

    private int ChangeDelimiters(int start, int content)
    {
        var (text, end) = Close(start, content, "=" + _endTag);
        var delimiters = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (delimiters.Length != 2 || text.IndexOf('=') >= 0)
        {
            throw Fault(TemplateFault.Delimiters, start, end);
        }

        (_startTag, _endTag) = (delimiters[0], delimiters[1]);
        return end;
    }

    private (string Name, int End) Name(int start, int content, string endTag)
    {
        var (text, end) = Close(start, SkipBlanks(content), endTag);
        var name = text.Trim();

        // A tag runs on to the next end tag, wherever that is: braces and line breaks tell that it was not meant as one.
        return name.Length > 0 && name.IndexOfAny(['{', '}', '\r', '\n']) < 0 ? (name, end) : throw Fault(TemplateFault.NoColumnName, start, end);
    }

    private (string Text, int End) Close(int start, int content, string endTag)
    {
        var end = content <= _text.Length ? _text.IndexOf(endTag, content, StringComparison.Ordinal) : -1;
        return end >= 0
            ? (_text.Substring(content, end - content), end + endTag.Length)
            : throw Fault(TemplateFault.UnclosedTag, start, _text.Length);
    }

    private int SkipBlanks(int at)
    {
        while (at < _text.Length && Array.IndexOf(Blanks, _text[at]) >= 0)
        {
            at++;
        }

        return at;
    }

    /// <summary>Column names are compared as PowerShell compares them.</summary>
    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private TemplateException Fault(TemplateFault fault, int position, int end) => new(fault, _text, position, end);
}
