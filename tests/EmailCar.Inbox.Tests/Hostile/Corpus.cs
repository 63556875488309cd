namespace EmailCar.Inbox.Tests.Hostile;

/// <summary>
/// Emails that try to do something when they are displayed. Each requests a different address of a listener, or looks up a different
/// host name, so that the active ones are identified.
/// </summary>
internal static class Corpus
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

    // {u} is the address of the listener, {js} a script that requests it, {h} a host name.
    private static readonly (string Name, string Html)[] Templates =
    [
        // Scripts.
        ("script", "<script>{js}</script>"),
        ("script-src", "<script src=\"{u}\"></script>"),
        ("script-module", "<script type=\"module\" src=\"{u}\"></script>"),
        ("script-svg", "<svg><script>{js}</script></svg>"),
        ("script-svg-href", "<svg><script href=\"{u}\"></script></svg>"),
        ("script-uppercase", "<SCRIPT\n>{js}</SCRIPT\t>"),
        ("script-beacon", "<script>window.ran=1;navigator.sendBeacon('{u}')</script>"),
        ("script-socket", "<script>window.ran=1;new WebSocket('{u}'.replace('http','ws'))</script>"),
        ("script-events", "<script>window.ran=1;new EventSource('{u}')</script>"),
        ("script-fetch", "<script>window.ran=1;fetch('{u}')</script>"),
        ("script-submit", "<form id=\"f\" action=\"{u}\" method=\"post\"></form><script>window.ran=1;f.submit()</script>"),
        ("script-location", "<script>window.ran=1;location='{u}'</script>"),
        ("script-write", "<script>document.write('<img src=\"{u}\">')</script>"),

        // Event handlers.
        ("img-onerror", "<img src=\"data:,\" onerror=\"{js}\">"),
        ("img-onload", "<img src=\"" + Pixel + "\" onload=\"{js}\">"),
        ("body-onload", "<body onload=\"{js}\"><p>x</p></body>"),
        ("body-onpageshow", "<body onpageshow=\"{js}\"><p>x</p></body>"),
        ("svg-onload", "<svg onload=\"{js}\"></svg>"),
        ("svg-slash-onload", "<svg/onload=\"{js}\">"),
        ("svg-animate-onbegin", "<svg><animate attributeName=\"x\" dur=\"1s\" onbegin=\"{js}\"/></svg>"),
        ("svg-set-onbegin", "<svg><set attributeName=\"x\" to=\"1\" onbegin=\"{js}\"/></svg>"),
        ("details-ontoggle", "<details open ontoggle=\"{js}\">x</details>"),
        ("animation-start", "<style>@keyframes a{from{opacity:0}}</style><p style=\"animation:a 1s\" onanimationstart=\"{js}\">x</p>"),
        ("video-onerror", "<video src=\"data:,\" onerror=\"{js}\"></video>"),
        ("source-onerror", "<video><source src=\"data:,\" onerror=\"{js}\"></video>"),
        ("audio-onerror", "<audio src=\"data:,\" onerror=\"{js}\"></audio>"),
        ("style-onload", "<style onload=\"{js}\">p{color:red}</style>"),
        ("input-onfocus", "<input autofocus onfocus=\"{js}\">"),

        // Images.
        ("img", "<img src=\"{u}\">"),
        ("img-slashes", "<IMG/SRC=\"{u}\"/>"),
        ("img-no-scheme", "<img src=\"{n}\">"),
        ("img-srcset", "<img srcset=\"{u} 1x\">"),
        ("image-element", "<image src=\"{u}\">"),
        ("picture", "<picture><source srcset=\"{u}\"><img></picture>"),
        ("body-background", "<body background=\"{u}\"><p>x</p></body>"),
        ("table-background", "<table background=\"{u}\"><tr><td>x</td></tr></table>"),
        ("cell-background", "<table><tr><td background=\"{u}\">x</td></tr></table>"),
        ("input-image", "<input type=\"image\" src=\"{u}\">"),
        ("video-poster", "<video poster=\"{u}\"></video>"),
        ("video", "<video src=\"{u}\" autoplay muted></video>"),
        ("video-source", "<video autoplay muted><source src=\"{u}\"></video>"),
        ("audio", "<audio src=\"{u}\" autoplay></audio>"),
        ("svg-image", "<svg><image href=\"{u}\" width=\"9\" height=\"9\"/></svg>"),
        ("svg-image-xlink", "<svg><image xlink:href=\"{u}\" width=\"9\" height=\"9\"/></svg>"),
        ("svg-feimage", "<svg width=\"9\" height=\"9\"><filter id=\"f\"><feImage href=\"{u}\"/></filter><rect width=\"9\" height=\"9\" filter=\"url(#f)\"/></svg>"),
        ("svg-use", "<svg><use href=\"{u}#a\"/></svg>"),

        // Style sheets.
        ("css-url", "<style>body{background:url({u})}</style>"),
        ("css-attribute", "<p style=\"background:url('{u}')\">x</p>"),
        ("css-import", "<style>@import url({u});</style>"),
        ("css-import-string", "<style>@import \"{u}\";</style>"),
        ("css-import-svg", "<svg><style>@import \"{u}\";</style></svg>"),
        ("css-escapes", "<p style=\"background:\\75 rl('{u}')\">x</p>"),
        ("css-font", "<style>@font-face{font-family:f;src:url({u})}p{font-family:f}</style><p>x</p>"),
        ("css-list", "<ul style=\"list-style-image:url({u})\"><li>x</li></ul>"),
        ("css-content", "<style>p::before{content:url({u})}</style><p>x</p>"),
        ("css-border", "<p style=\"border:9px solid;border-image:url({u}) 9\">x</p>"),
        ("css-mask", "<p style=\"mask-image:url({u})\">x</p>"),
        ("css-shape", "<p style=\"float:left;shape-outside:url({u})\">x</p>"),
        ("css-image-set", "<p style=\"background:image-set('{u}' 1x)\">x</p>"),
        ("css-cursor", "<p style=\"cursor:url({u}),auto\">x</p>"),
        ("css-filter", "<p style=\"filter:url({u}#f)\">x</p>"),
        ("css-variable", "<p style=\"--a:url({u});background:var(--a)\">x</p>"),
        ("css-supports", "<style>@supports (display:block){@media all{p{background:url({u})}}}</style><p>x</p>"),

        // Frames and plug-ins.
        ("iframe", "<iframe src=\"{u}\"></iframe>"),
        ("iframe-slash", "<iframe/src=\"{u}\">"),
        ("iframe-form-feed", "<IFrAmE\fsrc=\"{u}\"></iframe>"),
        ("iframe-newline", "<iframe\r\nsrc=\"{u}\"></iframe>"),
        ("iframe-srcdoc", "<iframe srcdoc=\"<script>{js}</script>\"></iframe>"),
        ("iframe-srcdoc-image", "<iframe srcdoc=\"<img src='{u}'>\"></iframe>"),
        ("iframe-javascript", "<iframe src=\"javascript:{js}\"></iframe>"),
        ("iframe-data", "<iframe src=\"data:text/html,<img src='{u}'>\"></iframe>"),
        ("iframe-in-svg", "<svg><foreignObject><iframe src=\"{u}\"></iframe></foreignObject></svg>"),
        ("frameset", "<frameset cols=\"*\"><frame src=\"{u}\"></frameset>"),
        ("fencedframe", "<fencedframe src=\"{u}\"></fencedframe>"),
        ("portal", "<portal src=\"{u}\"></portal>"),
        ("object", "<object data=\"{u}\"></object>"),
        ("object-html", "<object type=\"text/html\" data=\"{u}\"></object>"),
        ("embed", "<embed src=\"{u}\">"),
        ("embed-html", "<embed type=\"text/html\" src=\"{u}\">"),

        // Requests that a browser makes on its own.
        ("meta-refresh", "<meta http-equiv=\"refresh\" content=\"0;url={u}\">"),
        ("meta-refresh-case", "<META HTTP-EQUIV=Refresh CONTENT='0; URL={u}'>"),
        ("base", "<base href=\"{u}/\"><img src=\"relative\">"),
        ("link-style", "<link rel=\"stylesheet\" href=\"{u}\">"),
        ("link-slashes", "<LINK/REL=\"stylesheet\"/HREF=\"{u}\">"),
        ("link-in-body", "<body><p>x</p><link rel=\"alternate stylesheet\" title=\"x\" href=\"{u}\"></body>"),
        ("link-preload", "<link rel=\"preload\" as=\"image\" href=\"{u}\">"),
        ("link-prefetch", "<link rel=\"prefetch\" href=\"{u}\">"),
        ("link-module", "<link rel=\"modulepreload\" href=\"{u}\">"),
        ("link-dns", "<link rel=\"dns-prefetch\" href=\"//{h}/\">"),
        ("link-preconnect", "<link rel=\"preconnect\" href=\"http://{h}/\">"),
        ("link-text", "<a href=\"http://{h}/\">x</a>"),
        ("link-text-control", "<meta http-equiv=\"x-dns-prefetch-control\" content=\"on\"><a href=\"http://{h}/\">x</a>"),
        ("speculation", "<script type=\"speculationrules\">{\"prefetch\":[{\"source\":\"list\",\"urls\":[\"{u}\"]}]}</script>"),

        // Input that parsers read differently.
        ("noscript", "<noscript><p title=\"</noscript><img src='{u}'>\"></noscript>"),
        ("comment", "<!--><img src=\"{u}\">-->"),
        ("comment-bang", "<!-- --!><img src=\"{u}\">-->"),
        ("title", "<title><a id=\"</title><img src='{u}'>\"></a></title>"),
        ("textarea", "<textarea><p title=\"</textarea><img src='{u}'>\">"),
        ("style-in-svg", "<svg><style><img src=\"{u}\"></style></svg>"),
        ("cdata", "<svg><![CDATA[><img src=\"{u}\">]]></svg><img src=\"{u}\">"),
        ("template-shadow", "<div><template shadowrootmode=\"open\"><img src=\"{u}\"></template></div>"),
        ("math-annotation", "<math><annotation-xml encoding=\"text/html\"><img src=\"{u}\"></annotation-xml></math>"),
        ("math-text", "<math><mtext><img src=\"data:,\" onerror=\"{js}\"></mtext></math>"),
        ("math-table", "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src='{u}'>\"></table></mtext></math><img src=\"{u}\">"),
        ("nul", "<ifr\0ame src=\"{u}\"></iframe><img src=\"{u}\">"),
        ("unclosed", "<img src=\"{u}\" alt=\"x"),
        ("select", "<select><iframe></select><img src=\"{u}\">"),
        ("xml", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><img src=\"{u}\"/></body></html>"),
    ];

    /// <summary>Returns the emails, by name.</summary>
    /// <param name="listener">The address of the listener, without a trailing slash.</param>
    public static IReadOnlyDictionary<string, string> For(string listener) => Templates.ToDictionary(t => t.Name, t =>
    {
        var address = $"{listener}/hit/{t.Name}";
        return t.Html
            .Replace("{js}", $"window.ran=1;new Image().src='{address}'", StringComparison.Ordinal)
            .Replace("{u}", address, StringComparison.Ordinal)
            .Replace("{n}", address["http:".Length..], StringComparison.Ordinal)
            .Replace("{h}", HostOf(t.Name), StringComparison.Ordinal);
    });

    /// <summary>Returns the host name that an email looks up; it does not exist.</summary>
    public static string HostOf(string name) => name + ".hostile.test";
}
