using System.Text.Json;

namespace EmailCar.Http;

/// <summary>Finds the task ids in a response of mail/send, whose form is not documented (docs/service.md, mail/send).</summary>
internal static class SendAnswer
{
    /// <summary>
    /// Returns one id per recipient, in the order of the recipients; all null if the response has no ids, or not as many as there
    /// are recipients.
    /// </summary>
    public static IReadOnlyList<long?> Ids(Answer answer, IReadOnlyList<string> recipients)
    {
        var found = new List<Named>();
        Collect(Answer.Get(answer.Data, "return") is { ValueKind: not JsonValueKind.Undefined } named ? named : answer.Data, null, found);

        var ids = new long?[recipients.Count];
        if (found.Any(f => f.Id is null))
        {
            return ids;
        }

        if (found.Count > 0 && found.All(f => f.Address is not null))
        {
            for (var i = 0; i < ids.Length; i++)
            {
                var at = found.FindIndex(f => string.Equals(f.Address, recipients[i], StringComparison.OrdinalIgnoreCase));
                ids[i] = at < 0 ? null : found[at].Id;
            }
        }
        else if (found.Count == 1)
        {
            ids = [.. ids.Select(_ => found[0].Id)];
        }
        else if (found.Count == ids.Length)
        {
            ids = [.. found.Select(f => f.Id)];
        }

        return ids;
    }

    private static void Collect(JsonElement element, string? address, List<Named> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number or JsonValueKind.String:
                foreach (var part in Answer.Text(element)!.Split([';', ','], StringSplitOptions.RemoveEmptyEntries))
                {
                    found.Add(new Named(address, Answer.Integer(part)));
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, address, found);
                }

                break;
            case JsonValueKind.Object:
                CollectObject(element, address, found);
                break;
        }
    }

    private static void CollectObject(JsonElement element, string? address, List<Named> found)
    {
        if (Answer.Get(element, "id") is { ValueKind: not JsonValueKind.Undefined } id)
        {
            var named = Answer.Text(Answer.Get(element, "to")) ?? Answer.Text(Answer.Get(element, "email"));
            Collect(id, named ?? address, found);
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            var isNumber = property.Name.All(c => c is >= '0' and <= '9');
            if (isNumber || property.Name.Contains("@"))
            {
                Collect(property.Value, isNumber ? address : property.Name, found);
            }
        }
    }

    /// <summary>An id, null if it cannot be read, with its address, null if there is none.</summary>
    private sealed record Named(string? Address, long? Id);
}
