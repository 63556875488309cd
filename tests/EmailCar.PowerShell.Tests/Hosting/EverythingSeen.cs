using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace EmailCar.PowerShell.Tests.Hosting;

/// <summary>Collects every text that can be reached from the output of a script: properties, nested properties, exceptions.</summary>
internal sealed class EverythingSeen
{
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);

    public List<string> Texts { get; } = [];

    public void Add(RunResult result)
    {
        foreach (var stream in new IEnumerable[]
        {
            result.Output, result.Errors, result.Streams.Verbose, result.Streams.Debug, result.Streams.Warning,
            result.Streams.Information, result.Streams.Progress,
        })
        {
            foreach (var item in stream)
            {
                Texts.Add(item.ToString() ?? "");
                Add(item is PSObject wrapped ? wrapped.BaseObject : item);
            }
        }
    }

    public void Add(object? value, int depth = 0)
    {
        if (value is string text)
        {
            Texts.Add(text);
        }

        // The credential belongs to the user; only the objects of this module are checked.
        if (value is null or string or PSCredential or Type or Assembly || depth > 6 || value.GetType().IsPrimitive || !_visited.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Add(item, depth + 1);
            }
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length == 0 && Read(property, value) is { } found)
            {
                Texts.Add(found.ToString() ?? "");
                Add(found, depth + 1);
            }
        }
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException)
        {
            // A property without a value for this object does not show one either.
            return null;
        }
    }
}
