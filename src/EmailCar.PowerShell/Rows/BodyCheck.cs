using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace EmailCar.Rows;

/// <summary>Detects values that were given as the body of an email by mistake: objects, their type names, and file paths.</summary>
internal static class BodyCheck
{
    /// <summary>The namespace of the output of Format-Table and Format-List.</summary>
    private const string Formatted = "Microsoft.PowerShell.Commands.Internal.Format.";

    /// <summary>The maximum length of a path.</summary>
    private const int MaxPath = 260;

    /// <summary>
    /// Texts that stand in for rejected objects. PowerShell converts objects to text during binding; this table identifies them afterwards.
    /// </summary>
    private static readonly ConditionalWeakTable<string, object> Refused = new();

    /// <summary>Objects that a wrapper converted to text: type names, some followed by a name in parentheses.</summary>
    private static readonly Regex TypeNames = new(@"^(?:(?:System|Microsoft)\.[\w.`+]+(?:\[[\w.`+,\[\]]*\])?(?: \([^()\r\n]*\))?\s*)+$");

    /// <summary>The same for custom objects.</summary>
    private static readonly Regex CustomObjects = new(@"^(?:@\{[\w ]+=[^{}<]*\}\s*)+$");

    /// <summary>A text that can only be a path, whether the file exists or not: of a web page, an absolute path, or a file URI.</summary>
    private static readonly Regex CertainPath = new(
        @"^(?:[^\s<>:]+\.(?:html?|mht|mhtml)|(?:[a-z]:[\\/]|\\\\|file:)[^<>]*\.\w{1,8})$", RegexOptions.IgnoreCase);

    private static readonly Regex PossiblePath = new(@"\.\w{1,8}$");

    /// <summary>Returns a text that represents a value that cannot be a body; null for text, and for values with one text form.</summary>
    public static string? Refuse(object? value)
    {
        if (FindOther(value) is not { } other)
        {
            return null;
        }

        var type = other is PSCustomObject ? "PSCustomObject" : other.GetType().FullName!;
        var text = new string((other is FileSystemInfo file ? file.FullName : type).ToCharArray());
        Refused.Add(text, other is FileSystemInfo ? MailPart.Path : MailPart.Object);
        return text;
    }

    /// <summary>Finds out why a text cannot be a body.</summary>
    /// <param name="html">The body.</param>
    /// <param name="isFile">Returns true for the path of a file.</param>
    public static RowProblem? Find(string html, Func<string, bool> isFile)
    {
        if (Refused.TryGetValue(html, out var part))
        {
            return part is MailPart.Path ? RowProblem.HtmlIsPath(html) : RowProblem.HtmlIsObject(html);
        }

        var start = html.IndexOf(Formatted, StringComparison.Ordinal);
        if (start >= 0)
        {
            return RowProblem.HtmlIsObject(FirstName(html.Substring(start, Math.Min(200, html.Length - start))));
        }

        var text = html.Trim();
        return NamesType(text) ? RowProblem.HtmlIsObject(FirstName(text))
            : text.StartsWith("@{", StringComparison.Ordinal) && CustomObjects.IsMatch(text) ? RowProblem.HtmlIsObject("PSCustomObject")
            : IsPath(text, isFile) ? RowProblem.HtmlIsPath(text)
            : null;
    }

    private static bool NamesType(string text) =>
        (text.StartsWith("System.", StringComparison.Ordinal) || text.StartsWith("Microsoft.", StringComparison.Ordinal))
        && TypeNames.IsMatch(text)
        && LanguagePrimitives.TryConvertTo<Type>(FirstName(text), out _);

    private static string FirstName(string text) => Regex.Match(text, @"^[\w.`+\[\],]+").Value;

    private static bool IsPath(string text, Func<string, bool> isFile) =>
        text.Length is > 0 and <= MaxPath
        && text.IndexOfAny(['<', '\r', '\n', '\0']) < 0
        && PossiblePath.IsMatch(text)
        && (CertainPath.IsMatch(text) || isFile(text));

    /// <summary>Returns the first value that is not text, or null if all values are text.</summary>
    private static object? FindOther(object? value)
    {
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value switch
        {
            null or string or char or StringBuilder or Uri or Version or ErrorRecord or InformationalRecord or InformationRecord or Exception => null,
            bool or byte or SwitchParameter => value,
            decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Enum => null,
            ValueType when value.GetType().IsPrimitive => null,
            byte[] => value,
            IEnumerable<string> => null,
            IDictionary => value,
            IList list => list.Cast<object?>().Select(FindOther).FirstOrDefault(other => other is not null),
            _ => value,
        };
    }

    private enum MailPart
    {
        Object,
        Path,
    }
}
