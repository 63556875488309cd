using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EmailCar.Sandbox.Listening;

namespace EmailCar.Sandbox.Http;

/// <summary>The response to the client. Errors have HTTP status 200, as the service may do (docs/service.md, errors).</summary>
internal sealed record Answer(int StatusCode, string ContentType, byte[] Body)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The response for a path that the service does not have: an HTML page, as most web servers return.</summary>
    public static Answer NotFound { get; } = Page(404, "Not Found");

    /// <summary>The headers besides type and length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public AnswerEnding Ending { get; init; }

    public string Reason => StatusCode switch
    {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };

    /// <summary>Returns an error page, as web servers do.</summary>
    public static Answer Page(int statusCode, string reason) => new(
        statusCode,
        "text/html; charset=utf-8",
        Encoding.UTF8.GetBytes($"<html><head><title>{statusCode} {reason}</title></head><body><h1>{statusCode} {reason}</h1></body></html>\n"));

    public static Answer Plain(int statusCode, string text) => new(statusCode, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static Answer Error(string message) => Json(json =>
    {
        json.WriteString("status", "error");
        json.WriteString("msg", message);
    });

    /// <summary>Returns a response whose <c>data</c> is an object with the content that <paramref name="writeData"/> writes.</summary>
    public static Answer Success(string message, Action<Utf8JsonWriter> writeData) => Json(json =>
    {
        json.WriteStartObject("data");
        writeData(json);
        json.WriteEndObject();
        json.WriteString("msg", message);
        json.WriteString("status", "success");
    });

    /// <summary>Returns an object with the content that <paramref name="write"/> writes.</summary>
    public static Answer Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new Answer(200, "application/json; charset=utf-8", stream.ToArray());
    }

    public Answer With(params (string Name, string Value)[] headers) =>
        this with { Headers = [.. Headers, .. headers.Select(h => new KeyValuePair<string, string>(h.Name, h.Value))] };
}
