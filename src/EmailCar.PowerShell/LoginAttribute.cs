using System.Management.Automation;

namespace EmailCar;

/// <summary>
/// Asks for the password of a user name, as <see cref="CredentialAttribute"/> does, which however takes any object from the
/// pipeline for one: then an object with a property Credential, such as a sandbox, could not be bound by it. Nothing, blanks and
/// <see cref="PSCredential.Empty"/> count as not given, and nobody is asked.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LoginAttribute : ArgumentTransformationAttribute
{
    private readonly CredentialAttribute _credential = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        BlankIsDefaultAttribute.IsBlank(inputData) ? null
        : (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string name
            ? _credential.Transform(engineIntrinsics, name)
            : inputData;
}
