using System.Collections.Concurrent;
using System.Text;
using EmailCar.Sandbox.Http;
using EmailCar.Sandbox.Listening;

namespace EmailCar.Inbox.Tests.Hostile;

/// <summary>
/// Another web server on this machine. It receives the requests of hostile emails, and serves the same emails without protection and pages of another origin.
/// </summary>
internal sealed class Listener : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly ConcurrentDictionary<string, byte> _hits = new();

    public Listener()
    {
        _listener = LoopbackListener.Open(0, stream => new HttpConnection(stream, TimeProvider.System, AnswerAsync).ServeAsync());
        Address = $"http://127.0.0.1:{_listener.Port}";
        Emails = Corpus.For(Address);
        _listener.Start();
    }

    public string Address { get; }

    public int Port => _listener.Port;

    public IReadOnlyDictionary<string, string> Emails { get; }

    /// <summary>The names of the emails that sent a request.</summary>
    public IReadOnlyCollection<string> Hits => [.. _hits.Keys];

    public void Dispose() => _listener.Dispose();

    private Task<Answer> AnswerAsync(RequestHead head, RequestBody body)
    {
        var path = head.Path.Split('/');
        return Task.FromResult(path[1] switch
        {
            "hit" => Hit(path[2]),
            "raw" => Html(Emails[path[2]]),
            "all" => Html(string.Concat(Emails.Keys.Select(name => $"<iframe src=\"/raw/{name}\"></iframe>"))),
            "other" => Html("<title>Another page</title>"),
            _ => Answer.NotFound,
        });
    }

    private Answer Hit(string name)
    {
        _hits.TryAdd(name, 0);
        return Html("");
    }

    private static Answer Html(string html) => new(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));
}
