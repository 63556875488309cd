using System.Reflection;
using EmailCar.Sandbox.Http;

namespace EmailCar.Sandbox.Inbox;

/// <summary>The three files of the page, which are embedded in the assembly.</summary>
internal static class InboxPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    /// <summary>The files by path.</summary>
    public static IReadOnlyDictionary<string, Answer> Files { get; } = new Dictionary<string, Answer>(StringComparer.Ordinal)
    {
        ["/"] = File("inbox.html", "text/html"),
        ["/inbox.css"] = File("inbox.css", "text/css"),
        ["/inbox.js"] = File("inbox.js", "text/javascript"),
    };

    private static Answer File(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("EmailCar.Sandbox.Inbox." + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new Answer(200, type + "; charset=utf-8", copy.ToArray()).With(("Content-Security-Policy", Policy));
    }
}
