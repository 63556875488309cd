using System.Management.Automation;

namespace EmailCar.Rows;

/// <summary>
/// Marks objects that are given as a body before PowerShell converts them to text, which is usually their type name. Never throws, because
/// a row whose value cannot be bound would have no result.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BodyAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        BodyCheck.Refuse(inputData) is { } refused ? new[] { refused } : inputData;
}
