using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EmailCar.Sandbox.Http;

/// <summary>What goes back to the client. Errors come with HTTP 200, as the service may do (docs/service.md, errors).</summary>
internal sealed class Answer
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Answer(int statusCode, string contentType, byte[] body)
    {
        StatusCode = statusCode;
        ContentType = contentType;
        Body = body;
    }

    /// <summary>A path the service does not have; like most web servers, it answers a person, not a program.</summary>
    public static Answer NotFound { get; } = new(
        404,
        "text/html; charset=utf-8",
        Encoding.UTF8.GetBytes("<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>\n"));

    public int StatusCode { get; }

    public string ContentType { get; }

    public byte[] Body { get; }

    public static Answer Error(string message) => Json(json =>
    {
        json.WriteString("status", "error");
        json.WriteString("msg", message);
    });

    /// <summary>An answer whose <c>data</c> is an object with what <paramref name="writeData"/> puts into it.</summary>
    public static Answer Success(string message, Action<Utf8JsonWriter> writeData) => Json(json =>
    {
        json.WriteStartObject("data");
        writeData(json);
        json.WriteEndObject();
        json.WriteString("msg", message);
        json.WriteString("status", "success");
    });

    private static Answer Json(Action<Utf8JsonWriter> write)
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
}
