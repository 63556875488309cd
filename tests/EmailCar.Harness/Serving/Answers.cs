using System.Text;

namespace EmailCar.Harness.Serving;

/// <summary>Literal responses.</summary>
internal static class Answers
{
    public static byte[] Accepted(IEnumerable<long> ids) =>
        Json($$$"""{"data":{"return":{"id":[{{{string.Join(',', ids)}}}]}},"msg":"邮件发送成功","status":"success"}""");

    public static byte[] Refused(string message) => Json($$"""{"status":"error","msg":"{{message}}"}""");

    public static byte[] Balance() =>
        Json("""{"data":{"points":{"ad":"1","email":"100000","sms":"1"}},"msg":"数据成功获取","status":"success"}""", close: false);

    /// <summary>Returns a response of a server in front of the service, without the service's JSON.</summary>
    public static byte[] Status(int status, params string[] headers) =>
        Bytes(status, "text/html", Encoding.ASCII.GetBytes($"<html><body><h1>{status}</h1></body></html>"), close: true, headers);

    public static byte[] Bytes(int status, string type, byte[] body, bool close = true, params string[] headers)
    {
        string[] lines =
        [
            $"HTTP/1.1 {status} Something",
            $"Content-Type: {type}",
            $"Content-Length: {body.Length}",
            .. close ? ["Connection: close"] : Array.Empty<string>(),
            .. headers,
        ];
        return [.. Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), .. body];
    }

    public static byte[] Json(string json, bool close = true) =>
        Bytes(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json), close);
}
