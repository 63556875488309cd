using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Css;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using EmailCar.Templates;

namespace EmailCar.Inlining;

/// <summary>
/// Copies the declarations of style sheets into style attributes. A parser finds the elements and their positions, and the rest of the text
/// does not change by a single byte. Rules that cannot be inlined stay where they are.
/// </summary>
public sealed class StyleInliner
{
    /// <summary>What a style sheet may contain besides rules.</summary>
    private static readonly Regex Meaningless = new(@"/\*.*?\*/|<!--|-->|\s", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private readonly string _html;
    private readonly TemplateMask _mask;
    private readonly List<(int Start, int End, string Text)> _edits = [];
    private readonly Dictionary<IElement, InlineStyle> _styles = [];
    private readonly HashSet<StyleRule> _kept = [];
    private readonly CssSelectorParser _selectors = new();
    private readonly Dictionary<IElement, StartTag?> _tags = [];
    private readonly HashSet<int> _starts = [];

    private StyleInliner(string html, bool isTemplate)
    {
        _html = html;
        _mask = new TemplateMask(html, isTemplate);
    }

    /// <summary>Inlines the style sheets of the body of an email.</summary>
    /// <param name="html">The body, before the template is filled.</param>
    /// <param name="isTemplate">True if the body is a template.</param>
    /// <exception cref="StyleSheetException">A style sheet is linked, is not valid, or contains template tags.</exception>
    /// <exception cref="TemplateException">The text is not a template.</exception>
    public static string Inline(string html, bool isTemplate)
    {
        // The parser is loaded only if there is a style sheet.
        return Has(html, "<style") || Has(html, "<link") ? new StyleInliner(html, isTemplate).Inline() : html;
    }

    private static bool Has(string html, string text) => html.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;

    private string Inline()
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true }).ParseDocument(_mask.Text);
        if (document.QuerySelectorAll("link[rel~=stylesheet i]").Select(link => TagOf(link)).FirstOrDefault(tag => tag is not null) is { } linked)
        {
            throw new StyleSheetException(StyleSheetFault.Linked, _html, linked.Start, linked.End);
        }

        var elements = document.All.Where(element => element.LocalName is not ("head" or "style" or "meta" or "title" or "script" or "link")).ToArray();
        var isChangeable = elements.ToDictionary(element => element, element => true);
        foreach (var element in elements.Where(element => TagOf(element) is { IsFixed: false }))
        {
            // The elements inside are excluded too, because a selector may name both.
            foreach (var inner in element.QuerySelectorAll("*").Prepend(element).Where(isChangeable.ContainsKey))
            {
                isChangeable[inner] = false;
            }
        }

        var sheets = document.QuerySelectorAll("style").Select(Read).Where(sheet => sheet.Rules.Count > 0).ToArray();
        foreach (var rule in sheets.SelectMany(sheet => sheet.Rules))
        {
            Match(rule, elements, isChangeable);
        }

        foreach (var pair in _styles)
        {
            Write(TagOf(pair.Key)!, pair.Value);
        }

        if (isChangeable.Values.All(changeable => changeable))
        {
            foreach (var sheet in sheets)
            {
                Remove(sheet);
            }
        }

        return Edit();
    }

    private Sheet Read(IElement element)
    {
        if (TagOf(element) is not { } tag)
        {
            return new Sheet(0, 0, 0, 0, []);
        }

        var end = _mask.Text.IndexOf("</style", tag.End, StringComparison.OrdinalIgnoreCase);
        end = end < 0 ? _html.Length : end;
        if (_mask.Find(tag.End, end) is { } inside)
        {
            throw new StyleSheetException(StyleSheetFault.TagInside, _html, inside.Start, inside.End);
        }

        var close = _html.IndexOf('>', end - 1 < tag.End ? tag.End : end);
        var media = element.GetAttribute("media");
        var isForAll = string.IsNullOrWhiteSpace(media) || media!.Trim().Equals("all", StringComparison.OrdinalIgnoreCase);
        var isCss = element.GetAttribute("type") is not { Length: > 0 } type || type.Trim().Equals("text/css", StringComparison.OrdinalIgnoreCase);
        var rules = new StyleSheetReader(_html, tag.End, end).Read();
        return new Sheet(tag.Start, tag.End, end, close < 0 ? _html.Length : close + 1, isForAll && isCss ? rules : []);
    }

    private void Match(StyleRule rule, IElement[] elements, Dictionary<IElement, bool> isChangeable)
    {
        var matches = new Dictionary<IElement, long>();
        var isComplete = rule.Declarations is not null;
        foreach (var text in rule.Selectors)
        {
            if (!SelectorKind.CanInline(text, _mask.HasSections))
            {
                isComplete = false;
                continue;
            }

            var selector = _selectors.ParseSelector(text)
                ?? throw new StyleSheetException(StyleSheetFault.InvalidSelector, _html, rule.Start, rule.End);
            var specificity = Weight(selector.Specificity);
            foreach (var element in elements.Where(element => selector.Match(element, null)))
            {
                matches[element] = matches.TryGetValue(element, out var known) ? Math.Max(known, specificity) : specificity;
            }
        }

        // Rules for elements that mail programs put around an email match nothing here and are kept.
        if (!isComplete || matches.Count == 0 || matches.Keys.Any(element => TagOf(element) is null))
        {
            _kept.Add(rule);
        }

        foreach (var match in matches.Where(match => rule.Declarations is not null && isChangeable[match.Key] && TagOf(match.Key) is not null))
        {
            if (!_styles.TryGetValue(match.Key, out var style))
            {
                _styles.Add(match.Key, style = new InlineStyle());
            }

            style.Add(rule, match.Value);
        }
    }

    private static long Weight(Priority priority) => (priority.Ids * 1_000_000L) + (priority.Classes * 1000L) + priority.Tags;

    private void Write(StartTag tag, InlineStyle style)
    {
        if (tag.Style is not { } own)
        {
            _edits.Add((tag.NameEnd, tag.NameEnd, $" style=\"{style.Write(null, '"')}\""));
        }
        else
        {
            var quote = own.Quote ?? '"';
            var value = style.Write(_html.Substring(own.Start, own.End - own.Start), quote);
            _edits.Add((own.Start, own.End, own.Quote is null ? $"\"{value}\"" : value));
        }
    }

    /// <summary>Removes the inlined rules from a style element, and the element itself if nothing remains.</summary>
    private void Remove(Sheet sheet)
    {
        var rest = new StringBuilder();
        var edits = new List<(int, int, string)>();
        var position = sheet.ContentStart;
        foreach (var rule in sheet.Rules.Where(rule => !_kept.Contains(rule)))
        {
            var end = rule.End;
            while (end < sheet.ContentEnd && char.IsWhiteSpace(_html[end]))
            {
                end++;
            }

            rest.Append(_html, position, rule.Start - position);
            edits.Add((rule.Start, end, ""));
            position = end;
        }

        rest.Append(_html, position, sheet.ContentEnd - position);
        if (edits.Count > 0 && Meaningless.Replace(rest.ToString(), "").Length == 0)
        {
            edits = [(sheet.Start, sheet.End, "")];
        }

        _edits.AddRange(edits);
    }

    private string Edit()
    {
        var text = new StringBuilder(_html.Length + (_edits.Count * 64));
        var position = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(edit => edit.Start))
        {
            text.Append(_html, position, start - position).Append(replacement);
            position = end;
        }

        return text.Append(_html, position, _html.Length - position).ToString();
    }

    /// <summary>Returns the start tag of an element, or null if it has none or another element already uses it.</summary>
    private StartTag? TagOf(IElement element)
    {
        if (!_tags.TryGetValue(element, out var tag))
        {
            var start = element.SourceReference?.Position.Index ?? -1;
            _tags.Add(element, tag = start >= 0 && start < _html.Length && _mask.Text[start] == '<' && _starts.Add(start)
                ? StartTag.Read(_mask.Text, start, (from, to) => _mask.Find(from, to) is not null)
                : null);
        }

        return tag;
    }

    /// <summary>A style element and its rules.</summary>
    private sealed record Sheet(int Start, int ContentStart, int ContentEnd, int End, IReadOnlyList<StyleRule> Rules);
}
