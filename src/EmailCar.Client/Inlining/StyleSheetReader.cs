using System.Text;

namespace EmailCar.Inlining;

/// <summary>
/// Reads the rules of a style sheet and their positions in the text of an email (CSS Syntax Level 3). At-rules and nested rules are
/// skipped. Values are kept as written: a parsing library drops properties for mail programs, such as mso-hide, and writes colors in forms
/// that old programs do not support.
/// </summary>
/// <param name="html">The text.</param>
/// <param name="start">The position where the style sheet begins.</param>
/// <param name="end">The position where it ends.</param>
internal sealed class StyleSheetReader(string html, int start, int end)
{
    private int _position = start;

    /// <summary>Returns the rules that have a selector, in order.</summary>
    /// <exception cref="StyleSheetException">The style sheet is not valid.</exception>
    public IReadOnlyList<StyleRule> Read()
    {
        var rules = new List<StyleRule>();
        while (SkipBlanks() < end)
        {
            if (Has("<!--") || Has("-->"))
            {
                _position += Has("-->") ? 3 : 4; // comment marks around a style sheet, for programs that do not know style elements
            }
            else if (html[_position] == '}')
            {
                throw Fault(StyleSheetFault.UnexpectedBrace, _position, _position + 1);
            }
            else if (html[_position] == '@')
            {
                SkipAtRule();
            }
            else
            {
                rules.Add(ReadRule());
            }
        }

        return rules;
    }

    private StyleRule ReadRule()
    {
        var begin = _position;
        var prelude = ReadUntil('{', begin);
        var selectors = Split(begin, prelude, ',').Select(part => Text(part.Start, part.End, comment: "")).ToArray();
        if (selectors.Contains(""))
        {
            throw Fault(StyleSheetFault.InvalidSelector, begin, prelude);
        }

        _position = prelude + 1;
        var close = ReadUntil('}', begin);
        _position = close + 1;
        var isNested = Split(prelude + 1, close, '{').Count > 1;
        return new StyleRule(selectors, isNested ? null : Declarations(prelude + 1, close), begin, _position);
    }

    private List<StyleDeclaration> Declarations(int from, int to)
    {
        var declarations = new List<StyleDeclaration>();
        foreach (var (begin, finish) in Split(from, to, ';'))
        {
            var text = Text(begin, finish, comment: " ");
            var colon = text.IndexOf(':');
            if (text.Length == 0)
            {
                continue;
            }

            if (colon <= 0)
            {
                throw Fault(StyleSheetFault.InvalidDeclaration, begin + html.Substring(begin, finish - begin).TakeWhile(char.IsWhiteSpace).Count(), finish);
            }

            var value = text.Substring(colon + 1).Trim();
            var mark = value.LastIndexOf('!');
            var isImportant = mark >= 0 && value.Substring(mark + 1).Trim().Equals("important", StringComparison.OrdinalIgnoreCase);
            value = isImportant ? value.Substring(0, mark).TrimEnd() : value;
            var name = text.Substring(0, colon).TrimEnd();

            // Text that is not a property name, such as *zoom, has a meaning only in one old browser.
            if (value.Length > 0 && (char.IsLetter(name[0]) || name[0] == '-') && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
            {
                declarations.Add(new StyleDeclaration(name.StartsWith("--", StringComparison.Ordinal) ? name : name.ToLowerInvariant(), value, isImportant));
            }
        }

        return declarations;
    }

    private void SkipAtRule()
    {
        var begin = _position;
        while (_position < end && html[_position] is not (';' or '{'))
        {
            Skip();
        }

        if (_position < end && html[_position++] == '{')
        {
            _position = ReadUntil('}', begin) + 1;
        }
    }

    /// <summary>Returns the position of the next such character outside brackets, strings and comments.</summary>
    private int ReadUntil(char character, int begin)
    {
        var depth = 0;
        while (_position < end)
        {
            var current = html[_position];
            if (depth == 0 && current == character)
            {
                return _position;
            }

            depth += current is '{' or '(' or '[' ? 1 : current is '}' or ')' or ']' ? -1 : 0;
            if (depth < 0)
            {
                throw Fault(character == '{' ? StyleSheetFault.InvalidSelector : StyleSheetFault.UnexpectedBrace, begin, _position + 1);
            }

            Skip();
        }

        throw Fault(StyleSheetFault.UnclosedRule, begin, end);
    }

    /// <summary>Splits a text at separators outside brackets, strings and comments.</summary>
    private List<(int Start, int End)> Split(int from, int to, char separator)
    {
        var parts = new List<(int, int)>();
        var (before, depth, begin) = (_position, 0, from);
        for (_position = from; _position < to;)
        {
            var current = html[_position];
            if (depth == 0 && current == separator)
            {
                parts.Add((begin, _position));
                begin = _position + 1;
            }

            depth += current is '{' or '(' or '[' ? 1 : current is '}' or ')' or ']' ? -1 : 0;
            Skip();
        }

        _position = before;
        parts.Add((begin, to));
        return parts;
    }

    /// <summary>Returns a part of the text without comments, with runs of blanks reduced to one.</summary>
    /// <param name="from">The position where the part begins.</param>
    /// <param name="to">The position where it ends.</param>
    /// <param name="comment">The replacement for a comment: empty in a selector, a blank in a value.</param>
    private string Text(int from, int to, string comment)
    {
        var text = new StringBuilder(to - from);
        var before = _position;
        for (_position = from; _position < to;)
        {
            var begin = _position;
            Skip();
            if (html[begin] == '/' && _position > begin + 1)
            {
                text.Append(comment);
            }
            else if (char.IsWhiteSpace(html[begin]))
            {
                text.Append(text.Length > 0 && text[text.Length - 1] == ' ' ? "" : " ");
            }
            else
            {
                text.Append(html, begin, _position - begin);
            }
        }

        _position = before;
        return text.ToString().Trim();
    }

    /// <summary>Skips a character, or a whole comment, string or escape.</summary>
    private void Skip()
    {
        var begin = _position++;
        switch (html[begin])
        {
            case '/' when begin + 1 < end && html[begin + 1] == '*':
                var close = html.IndexOf("*/", begin + 2, end - begin - 2, StringComparison.Ordinal);
                _position = close >= 0 ? close + 2 : throw Fault(StyleSheetFault.UnclosedComment, begin, end);
                break;
            case '\\' when _position < end:
                _position++;
                break;
            case '"' or '\'':
                SkipString(begin);
                break;
        }
    }

    private void SkipString(int begin)
    {
        for (; _position < end && html[_position] != html[begin]; _position++)
        {
            if (html[_position] == '\\')
            {
                _position++;
            }
            else if (html[_position] is '\r' or '\n')
            {
                throw Fault(StyleSheetFault.UnclosedString, begin, _position);
            }
        }

        if (_position++ >= end)
        {
            throw Fault(StyleSheetFault.UnclosedString, begin, end);
        }
    }

    private int SkipBlanks()
    {
        while (_position < end && (char.IsWhiteSpace(html[_position]) || Has("/*")))
        {
            Skip();
        }

        return _position;
    }

    private bool Has(string text) => _position + text.Length <= end && string.CompareOrdinal(html, _position, text, 0, text.Length) == 0;

    private StyleSheetException Fault(StyleSheetFault fault, int from, int to) => new(fault, html, from, to);
}
