using System.Text;
using System.Text.Json;
using EmailCar.Sandbox;

namespace EmailCar.Client.Tests.Sandbox;

/// <summary>Raw requests to a sandbox, with literal form text.</summary>
internal static class SandboxCall
{
    public const string Login = "api_user=sandbox%40example.com&api_pwd=sandbox";

    /// <summary>All required fields of mail/send except the recipients.</summary>
    public const string Mail = Login + "&from=support@example.com&fromname=Shop&subject=Hi&html=Hello";

    private static readonly HttpClient Http = new();

    public static async Task<string> Post(this SandboxServer server, string path, string form)
    {
        using var response = await server.PostForResponse(path, form);
        return await response.Content.ReadAsStringAsync();
    }

    public static async Task<HttpResponseMessage> PostForResponse(this SandboxServer server, string path, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Http.PostAsync(new Uri(server.Endpoint, path), content);
    }

    public static Task<HttpResponseMessage> Send(HttpRequestMessage request) => Http.SendAsync(request);

    /// <summary>Submits the usual email.</summary>
    /// <param name="server">The sandbox.</param>
    /// <param name="to">Addresses joined by ";".</param>
    public static Task<string> SendMail(this SandboxServer server, string to) => server.Post("mail/send", $"{Mail}&to={to}");

    /// <summary>Returns the ids of a successful submission, either one number or an array.</summary>
    public static long[] Ids(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var id = json.RootElement.GetProperty("data").GetProperty("return").GetProperty("id");
        return id.ValueKind == JsonValueKind.Array ? [.. id.EnumerateArray().Select(i => i.GetInt64())] : [id.GetInt64()];
    }

    /// <summary>Returns the rows of mail/lists in their order; also verifies their keys.</summary>
    public static JsonElement[] Rows(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var rows = json.RootElement.GetProperty("data").EnumerateObject().ToArray();
        Assert.Equal(Enumerable.Range(0, rows.Length).Select(i => $"{i}"), rows.Select(r => r.Name));
        return [.. rows.Select(r => r.Value.Clone())];
    }

    public static string? Text(this JsonElement row, string name) => row.GetProperty(name).GetString();

    public static string Error(string message) => $$"""{"status":"error","msg":"{{message}}"}""";
}
