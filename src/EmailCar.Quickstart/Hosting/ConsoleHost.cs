using System.Globalization;
using System.Management.Automation.Host;

namespace EmailCar.Quickstart.Hosting;

/// <summary>The engine's way to the console this program runs in.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUserInterface _ui = new();

    /// <summary>The last exit code that was asked for.</summary>
    public int ExitCode { get; private set; }

    public override string Name => "EmailCar.Quickstart";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <summary>From here on, what the engine takes for output is the account of a failure.</summary>
    public void WriteOutputAsError() => _ui.OutputIsError = true;

    /// <summary>Takes down what is only meant to be seen while a script runs.</summary>
    public void Finish() => _ui.ClearProgress();

    public override void EnterNestedPrompt() =>
        throw new HostException("This host runs scripts only; it has no prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
