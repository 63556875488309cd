using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>The public surface of an assembly, read from its metadata without loading it.</summary>
internal sealed class PublicSignatures : ISignatureTypeProvider<string, object?>
{
    private readonly MetadataReader _reader;
    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _scopes = new(StringComparer.Ordinal);

    private PublicSignatures(MetadataReader reader, string assembly)
    {
        _reader = reader;
        _scopes.Add(assembly);
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(IsVisible))
        {
            Add(type);
        }
    }

    /// <summary>Types and members, one per line.</summary>
    public IReadOnlyCollection<string> Members => _members;

    /// <summary>The assemblies of the types in these signatures.</summary>
    public IReadOnlyCollection<string> Scopes => _scopes;

    public static PublicSignatures Of(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        return new PublicSignatures(image.GetMetadataReader(), Path.GetFileNameWithoutExtension(file));
    }

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"({string.Join(",", signature.ParameterTypes)})*";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    /// <summary>Modifiers such as IsExternalInit are only relevant to compilers.</summary>
    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Name(reader.GetTypeDefinition(handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind) + "+" + name;
        }

        // The type of a modifier is also visited, but is not part of the public surface.
        var full = reader.GetString(type.Namespace) + "." + name;
        if (full != "System.Runtime.CompilerServices.IsExternalInit")
        {
            _scopes.Add(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name));
        }

        return full;
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private void Add(TypeDefinition type)
    {
        var name = Name(type);
        _members.Add(name);
        foreach (var implemented in type.GetInterfaceImplementations().Select(_reader.GetInterfaceImplementation))
        {
            _members.Add($"{name} : {Name(implemented.Interface)}");
        }

        _members.Add($"{name} : {Name(type.BaseType)}");
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition).Where(m => IsVisible(m.Attributes)))
        {
            var signature = method.DecodeSignature(this, null);
            _members.Add($"{name}.{_reader.GetString(method.Name)}({string.Join(",", signature.ParameterTypes)}) {signature.ReturnType}");
        }

        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition).Where(f => IsVisible((MethodAttributes)f.Attributes)))
        {
            _members.Add($"{name}.{_reader.GetString(field.Name)} {field.DecodeSignature(this, null)}");
        }
    }

    private string Name(TypeDefinition type) => type.GetDeclaringType() is { IsNil: false } outer
        ? $"{Name(_reader.GetTypeDefinition(outer))}+{_reader.GetString(type.Name)}"
        : $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";

    private string Name(EntityHandle type) => type.Kind switch
    {
        _ when type.IsNil => "nothing",
        HandleKind.TypeDefinition => GetTypeFromDefinition(_reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeReference => GetTypeFromReference(_reader, (TypeReferenceHandle)type, 0),
        _ => GetTypeFromSpecification(_reader, null, (TypeSpecificationHandle)type, 0),
    };

    private bool IsVisible(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily => IsVisible(_reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    /// <summary>Returns whether a member is public or protected. Fields use the same bits as methods.</summary>
    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
}
