using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;
using System.Reflection.Emit;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// Creates cmdlets with all parameters and attributes of other cmdlets, but without code, so that their time is the time of the
/// engine. Created from the real cmdlets at run time, so that they are always current.
/// </summary>
internal sealed class BindOnly
{
    private readonly ModuleBuilder _module;

    /// <summary>The types of all assemblies in this folder are replaced by empty ones with the same name; null for none.</summary>
    private readonly string? _folder;

    private readonly Dictionary<Type, TypeBuilder> _replacements = [];

    private BindOnly(ModuleBuilder module, string? folder)
    {
        _module = module;
        _folder = folder;
    }

    /// <summary>Returns the empty counterpart of a cmdlet, for use in this process.</summary>
    public static Type Of(Type cmdlet)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("BindOnly"), AssemblyBuilderAccess.Run);
        return new BindOnly(assembly.DefineDynamicModule("BindOnly"), folder: null).Make(cmdlet, "BindOnlyCommand");
    }

    /// <summary>Writes an assembly that replaces the assembly of these cmdlets: with the same name, and cmdlets with the same names.</summary>
    public static void Save(IReadOnlyList<Type> cmdlets, string path)
    {
        var real = cmdlets[0].Assembly;
        var assembly = new PersistedAssemblyBuilder(real.GetName(), typeof(object).Assembly);
        var empty = new BindOnly(assembly.DefineDynamicModule(Path.GetFileName(path)), Path.GetDirectoryName(real.Location));
        foreach (var cmdlet in cmdlets)
        {
            empty.Make(cmdlet, cmdlet.FullName!);
        }

        assembly.Save(path);
    }

    private Type Make(Type cmdlet, string name)
    {
        var type = _module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
        Copy(cmdlet, type.SetCustomAttribute);
        foreach (var property in cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))))
        {
            Copy(property, Define(type, property.Name, property.PropertyType).SetCustomAttribute);
        }

        return type.CreateType();
    }

    /// <summary>Returns a property with a field, because the binder reads the value before it overwrites it.</summary>
    private static PropertyBuilder Define(TypeBuilder owner, string name, Type type)
    {
        const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        var field = owner.DefineField("_" + name, type, FieldAttributes.Private);
        var property = owner.DefineProperty(name, PropertyAttributes.None, type, null);

        var get = owner.DefineMethod("get_" + name, Accessor, type, []);
        var code = get.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        property.SetGetMethod(get);

        var set = owner.DefineMethod("set_" + name, Accessor, null, [type]);
        code = set.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        property.SetSetMethod(set);
        return property;
    }

    /// <summary>Copies the attributes that the engine reads; the compiler's own attributes do not matter.</summary>
    private void Copy(MemberInfo from, Action<CustomAttributeBuilder> add)
    {
        foreach (var attribute in from.CustomAttributes.Where(a => a.AttributeType.IsAssignableTo(typeof(CmdletMetadataAttribute))))
        {
            add(IsReplaced(attribute.AttributeType)
                ? new CustomAttributeBuilder(Replacement(attribute.AttributeType).GetConstructor([])!, [])
                : new CustomAttributeBuilder(
                    attribute.Constructor,
                    [.. attribute.ConstructorArguments.Select(Value)],
                    [.. attribute.NamedArguments.Select(a => (PropertyInfo)a.MemberInfo)],
                    [.. attribute.NamedArguments.Select(a => Value(a.TypedValue))]));
        }
    }

    private object? Value(CustomAttributeTypedArgument argument)
    {
        if (argument.Value is not IReadOnlyList<CustomAttributeTypedArgument> items)
        {
            return argument.ArgumentType.IsEnum ? Enum.ToObject(argument.ArgumentType, argument.Value!)
                : argument.Value is Type type && IsReplaced(type) ? Replacement(type)
                : argument.Value;
        }

        var values = Array.CreateInstance(argument.ArgumentType.GetElementType()!, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            values.SetValue(Value(items[i]), i);
        }

        return values;
    }

    private bool IsReplaced(Type type) => _folder is not null && type.Assembly.Location.StartsWith(_folder, StringComparison.Ordinal);

    /// <summary>Returns an empty output type or attribute.</summary>
    private TypeBuilder Replacement(Type type)
    {
        if (_replacements.TryGetValue(type, out var replacement))
        {
            return replacement;
        }

        replacement = _module.DefineType(type.FullName!, TypeAttributes.Public | TypeAttributes.Sealed, type.BaseType);
        replacement.DefineDefaultConstructor(MethodAttributes.Public);
        foreach (var method in type.BaseType!.GetMethods().Where(method => method.IsAbstract))
        {
            var code = replacement
                .DefineMethod(
                    method.Name,
                    MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
                    method.ReturnType,
                    [.. method.GetParameters().Select(parameter => parameter.ParameterType)])
                .GetILGenerator();
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Ret);
        }

        _replacements.Add(type, replacement);
        replacement.CreateType();
        return replacement;
    }
}
