namespace Microsoft.CodeAnalysis;

/// <summary>Hides a type from assemblies that may see this one's internals and have the same type themselves.</summary>
[Embedded]
[AttributeUsage(AttributeTargets.All)]
internal sealed class EmbeddedAttribute : Attribute;
