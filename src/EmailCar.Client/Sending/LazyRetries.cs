using Polly;

namespace EmailCar.Sending;

/// <summary>Retries whose pipeline is made when something has failed: most runs need none, and its code is much to compile.</summary>
internal sealed class LazyRetries(Func<ResiliencePipeline> make)
{
    private readonly Lazy<ResiliencePipeline> _pipeline = new(make);

    /// <summary>Does it, and again as the pipeline has it.</summary>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var first = attempt(cancellationToken);
        try
        {
            return await first.ConfigureAwait(false);
        }
        catch (EmailCarException)
        {
            return await AgainAsync(first, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The pipeline gets the failed attempt as its own first one, and counts it.</summary>
    private async Task<T> AgainAsync<T>(Task<T> failed, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        Task<T>? first = failed;
        return await _pipeline.Value
            .ExecuteAsync(
                async token =>
                {
                    var task = first ?? attempt(token);
                    first = null;
                    return await task.ConfigureAwait(false);
                },
                cancellationToken)
            .ConfigureAwait(false);
    }
}
