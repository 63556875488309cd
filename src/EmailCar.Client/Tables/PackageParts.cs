using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace EmailCar.Tables;

/// <summary>A relationship from one part of a package to another.</summary>
internal sealed record PartRelationship(string Id, string Type, string Target);

/// <summary>
/// The parts of an Office file and their relationships (ECMA-376 part 2). Programs differ in part names, letter case,
/// separators, and absolute or relative targets; Excel and WPS read all of them, so no names are assumed.
/// </summary>
internal sealed class PackageParts : IDisposable
{
    private static readonly XmlReaderSettings Settings = new() { XmlResolver = null, CheckCharacters = false, IgnoreComments = true };

    private readonly ZipArchive _file;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    public PackageParts(Stream file)
    {
        _file = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _file.Entries)
        {
            _parts[Resolve("", entry.FullName)] = entry;
        }
    }

    public IEnumerable<string> Names => _parts.Keys;

    /// <summary>Returns whether the part exists.</summary>
    public bool Has(string name) => _parts.ContainsKey(name);

    /// <summary>Returns the uncompressed length of a part in bytes; 0 if it does not exist.</summary>
    public long Length(string? name) => name is not null && _parts.TryGetValue(name, out var part) ? part.Length : 0;

    public Stream Open(string name) => (_parts.TryGetValue(name, out var part) ? part : throw new InvalidDataException(name)).Open();

    public XmlReader Read(string name) => XmlReader.Create(Open(name), new XmlReaderSettings
    {
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>Loads a small part completely. Returns null if it does not exist.</summary>
    public XDocument? Load(string? name)
    {
        if (name is null || !Has(name))
        {
            return null;
        }

        using var stream = Open(name);
        using var reader = XmlReader.Create(stream, Settings);
        return XDocument.Load(reader);
    }

    /// <summary>Returns the relationships of a part, or of the package if the name is empty.</summary>
    public IReadOnlyList<PartRelationship> Relationships(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var file = Load($"{part.Substring(0, slash)}_rels/{part.Substring(slash)}.rels");
        return [.. from element in file?.Root?.Elements() ?? []
                   where !string.Equals((string?)element.Attribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase)
                   select new PartRelationship(
                       (string?)element.Attribute("Id") ?? "",
                       (string?)element.Attribute("Type") ?? "",
                       Resolve(part, (string?)element.Attribute("Target") ?? ""))];
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Returns the name of the target part, relative to the part that refers to it.</summary>
    private static string Resolve(string part, string target)
    {
        target = Uri.UnescapeDataString(target.Replace('\\', '/'));
        var isAbsolute = target.StartsWith("/", StringComparison.Ordinal);
        var names = new List<string>(isAbsolute ? [] : part.Split('/'));
        if (names.Count > 0)
        {
            names.RemoveAt(names.Count - 1);
        }

        foreach (var name in target.Split('/'))
        {
            if (name == ".." && names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("" or "." or ".."))
            {
                names.Add(name);
            }
        }

        return string.Join("/", names);
    }
}
