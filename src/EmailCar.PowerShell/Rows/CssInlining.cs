using System.Text;
using EmailCar.Inlining;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Inlines the style sheets of bodies, before they are filled.</summary>
/// <param name="isTemplate">True if the bodies are templates.</param>
internal sealed class CssInlining(bool isTemplate)
{
    /// <summary>The size above which Gmail shows only the beginning of a body, and a link to the rest.</summary>
    private const int MaxBytes = 102 * 1024;

    private readonly InlinedTexts _texts = new(isTemplate);
    private string? _lastMeasured;
    private bool _isLong;

    /// <summary>Returns whether mail programs cut off a body.</summary>
    public bool IsTooLong(string html)
    {
        if (!ReferenceEquals(html, _lastMeasured))
        {
            _lastMeasured = html;
            _isLong = html.Length > MaxBytes || (3 * html.Length > MaxBytes && Encoding.UTF8.GetByteCount(html) > MaxBytes);
        }

        return _isLong;
    }

    /// <summary>Returns why a body cannot be inlined, or null if it can.</summary>
    public RowProblem? Check(string? html)
    {
        RowProblem? problem = null;
        if (html is not null)
        {
            Inline(html, ref problem);
        }

        return problem;
    }

    /// <summary>Returns the body with its style sheets inlined.</summary>
    /// <param name="html">The body.</param>
    /// <param name="problem">Set if a style sheet cannot be inlined.</param>
    public string Inline(string html, ref RowProblem? problem)
    {
        try
        {
            return problem is null ? _texts.Get(html) : html;
        }
        catch (StyleSheetException e)
        {
            problem = RowProblem.InvalidStyleSheet(e);
            return html;
        }
        catch (TemplateException e)
        {
            problem = RowProblem.InvalidTemplate(Columns.Html, e);
            return html;
        }
    }
}
