using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;
using System.Reflection.Emit;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// Makes a cmdlet that has every parameter of another, attribute for attribute, and does nothing with them: what it
/// takes is what the engine takes. Made of the real one at run time, so that it can't fall behind.
/// </summary>
internal static class BindOnly
{
    public static Type Of(Type cmdlet)
    {
        var type = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("BindOnly"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("BindOnly")
            .DefineType("BindOnlyCommand", TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
        Copy(cmdlet, type.SetCustomAttribute);
        foreach (var property in cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))))
        {
            Copy(property, Define(type, property.Name, property.PropertyType).SetCustomAttribute);
        }

        return type.CreateType();
    }

    /// <summary>A property with a field behind it: the binder reads what it is about to overwrite.</summary>
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

    /// <summary>Copies what the engine reads; the compiler's own attributes mean nothing to it.</summary>
    private static void Copy(MemberInfo from, Action<CustomAttributeBuilder> add)
    {
        foreach (var attribute in from.CustomAttributes.Where(a => a.AttributeType.IsAssignableTo(typeof(CmdletMetadataAttribute))))
        {
            add(new CustomAttributeBuilder(
                attribute.Constructor,
                [.. attribute.ConstructorArguments.Select(Value)],
                [.. attribute.NamedArguments.Select(a => (PropertyInfo)a.MemberInfo)],
                [.. attribute.NamedArguments.Select(a => Value(a.TypedValue))]));
        }
    }

    private static object? Value(CustomAttributeTypedArgument argument)
    {
        if (argument.Value is not IReadOnlyList<CustomAttributeTypedArgument> items)
        {
            return argument.ArgumentType.IsEnum ? Enum.ToObject(argument.ArgumentType, argument.Value!) : argument.Value;
        }

        var values = Array.CreateInstance(argument.ArgumentType.GetElementType()!, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            values.SetValue(Value(items[i]), i);
        }

        return values;
    }
}
