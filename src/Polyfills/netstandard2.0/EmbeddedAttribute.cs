namespace Microsoft.CodeAnalysis;

/// <summary>Hides a type from assemblies that can access these internals and contain the same type.</summary>
[Embedded]
[AttributeUsage(AttributeTargets.All)]
internal sealed class EmbeddedAttribute : Attribute;
