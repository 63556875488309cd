using EmailCar.Testing;

namespace EmailCar.Harness.Serving;

/// <summary>Reads requests from a connection, and the recipients of a request.</summary>
internal static class Requests
{
    public const string SendPath = "/v1/mail/send";
    public const string ListsPath = "/v1/mail/lists";

    /// <summary>Returns the next request, or null if it did not arrive completely.</summary>
    public static async Task<RawRequest?> ReadAsync(RawConnection connection)
    {
        if (await connection.ReadHeadAsync() is not { } head)
        {
            return null;
        }

        var request = new RawRequest(head, connection: 0, arrival: default);
        request.Body = await connection.ReadAsync(request.ContentLength);
        return request.Body.Length == request.ContentLength ? request : null;
    }

    public static string[] Recipients(RawRequest request) => request["to"].Split(';');
}
