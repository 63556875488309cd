using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace EmailCar;

/// <summary>
/// Treats null, blanks and lists of these as omitted, because a wrapper script passes its omitted parameters in this way. PowerShell would
/// convert them to 0, or report an error.
/// </summary>
/// <param name="value">The value of the parameter if it is not given.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BlankIsDefaultAttribute(object? value = null) : ArgumentTransformationAttribute
{
    /// <summary>The value of the parameter if it is not given.</summary>
    public object? Value => value;

    /// <summary>Whether a blank or a tab is a valid value, as for a delimiter.</summary>
    public bool TakesBlanks { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        IsBlank(inputData) && !(TakesBlanks && inputData is string { Length: > 0 } or char) ? value : inputData;

    /// <summary>Returns whether a value is that of an omitted parameter: null, blanks, or a list of these.</summary>
    public static bool IsBlank(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null or DBNull => true,
            string text => string.IsNullOrWhiteSpace(text),
            char character => char.IsWhiteSpace(character),
            Uri uri => string.IsNullOrWhiteSpace(uri.OriginalString),
            PSCredential credential => ReferenceEquals(credential, PSCredential.Empty) || string.IsNullOrEmpty(credential.UserName),
            IList list => list.Cast<object?>().All(IsBlank),
            _ => ReferenceEquals(value, AutomationNull.Value),
        };
    }
}
