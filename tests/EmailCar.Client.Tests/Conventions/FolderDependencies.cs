using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EmailCar.Client.Tests.Conventions;

/// <summary>
/// The dependencies between the folders of an assembly, read from its metadata and code. Namespaces follow folders, so the
/// namespace of a type is its folder.
/// </summary>
internal sealed class FolderDependencies
{
    private readonly SortedDictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);

    private FolderDependencies(ModuleDefinition module)
    {
        foreach (var type in module.GetTypes().Where(type => IsOwn(type) && IsWritten(type)))
        {
            var folder = Folder(type);
            _uses.TryAdd(folder, new SortedSet<string>(StringComparer.Ordinal));
            foreach (var used in Uses(type).SelectMany(Elements).Where(used => used.Scope == module && IsOwn(used)).Select(Folder))
            {
                if (used != folder)
                {
                    _uses[folder].Add(used);
                }
            }
        }
    }

    /// <summary>Each folder and the folders that it uses. The folder of the project is "(root)".</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Folders => _uses;

    public static FolderDependencies Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return new FolderDependencies(module);
    }

    /// <summary>Returns a cycle in the form "A -> B -> A", or null if there is none.</summary>
    public string? FindCycle() => _uses.Keys.Select(start => FindCycle([start])).FirstOrDefault(cycle => cycle is not null);

    /// <summary>Returns one line per folder; folders without dependencies come first.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        _uses.OrderBy(pair => Depth(pair.Key)).Select(pair => $"{pair.Key,-14} -> {string.Join(", ", pair.Value)}"));

    private int Depth(string folder) => FindCycle() is null ? _uses[folder].Select(used => Depth(used) + 1).DefaultIfEmpty(0).Max() : 0;

    private string? FindCycle(IReadOnlyList<string> path)
    {
        foreach (var used in _uses[path[^1]])
        {
            if (used == path[0])
            {
                return string.Join(" -> ", path.Append(used));
            }

            if (!path.Contains(used) && FindCycle([.. path, used]) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    private static bool IsOwn(TypeReference type) => Namespace(type) is "EmailCar" || Namespace(type).StartsWith("EmailCar.", StringComparison.Ordinal);

    /// <summary>Returns false for types that the compiler adds.</summary>
    private static bool IsWritten(TypeDefinition type) => !type.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);

    private static string Namespace(TypeReference type) => type.DeclaringType is { } outer ? Namespace(outer) : type.Namespace;

    private static string Folder(TypeReference type) => Namespace(type) == "EmailCar" ? "(root)" : Namespace(type)["EmailCar.".Length..];

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        IEnumerable<TypeReference?> used =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.CustomAttributes.Select(a => a.AttributeType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.Methods.SelectMany(Uses),
        ];
        return used.Where(t => t is not null)!;
    }

    private static IEnumerable<TypeReference> Uses(MethodDefinition method)
    {
        IEnumerable<TypeReference> signature = [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];
        return method.HasBody
            ? [.. signature, .. method.Body.Variables.Select(v => v.VariableType), .. method.Body.Instructions.SelectMany(Uses)]
            : signature;
    }

    private static IEnumerable<TypeReference> Uses(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType), .. (method as GenericInstanceMethod)?.GenericArguments ?? []],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    /// <summary>Returns a type and the types within it, such as type arguments and array elements.</summary>
    private static IEnumerable<TypeReference> Elements(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Elements)],
        TypeSpecification specification => Elements(specification.ElementType),
        _ => [type],
    };
}
