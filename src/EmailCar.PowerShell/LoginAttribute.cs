using System.Management.Automation;

namespace EmailCar;

/// <summary>
/// Asks for the password of a user name, like <see cref="CredentialAttribute"/>. That attribute, however, accepts any object from the
/// pipeline as a credential, so that an object with a Credential property, such as a sandbox, could not be bound by that property. Null,
/// blanks and <see cref="PSCredential.Empty"/> are treated as omitted and do not cause a prompt.
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
