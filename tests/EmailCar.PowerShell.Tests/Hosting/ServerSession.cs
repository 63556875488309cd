using System.Reflection;
using EmailCar.Testing;

namespace EmailCar.PowerShell.Tests.Hosting;

/// <summary>An engine connected, without a rate limit, to a server with literal responses.</summary>
public sealed class ServerSession : IDisposable
{
    public const string Password = "geheim";
    public const string PasswordMd5 = "e8636ea013e682faf61f56ce1cb1ab5c";

    public ServerSession(string connect = "-RequestsPerSecond 0")
    {
        Engine = new HostedEngine();
        Engine.Set("endpoint", Server.Endpoint.ToString());
        Server.Answer("/v1/user/balance", """{"data":{"points":{"ad":"1","email":"2","sms":"3"}},"msg":"数据成功获取","status":"success"}""");
        var connected = Engine.Run(
            $"Connect-EmailCar -Endpoint $endpoint -Credential $credential -From support@emailcar.net -NoVerify -TimeoutSec 3600 -PassThru {connect}");
        LetWaitsPass(connected.Clean().Output.Single().BaseObject);
    }

    internal RawServer Server { get; } = new();

    public HostedEngine Engine { get; }

    public RunResult Run(string script) => Engine.Run(script);

    public void Dispose()
    {
        Engine.Dispose();
        Server.Dispose();
    }

    /// <summary>Makes waits between attempts take no time; the timeout of a request, an hour here, never expires.</summary>
    private static void LetWaitsPass(object connection)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        object Get(object o, string property) => o.GetType().GetProperty(property, any)!.GetValue(o)!;

        var client = Get(connection, "Client");
        var settings = Get(client, "Settings");
        settings.GetType().GetProperty("Time", any)!.SetValue(settings, new ImpatientTime());
        var limiter = Get(client, "RateLimiter");
        limiter.GetType().GetField("_time", any)!.SetValue(limiter, new ImpatientTime());
    }

    /// <summary>A clock that advances by the time of each wait.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private long _ahead;

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _ahead);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.Zero || dueTime > TimeSpan.FromMinutes(30))
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            Interlocked.Add(ref _ahead, (long)(dueTime.TotalSeconds * TimestampFrequency));
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
