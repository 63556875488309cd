using System.Text;
using System.Xml;

namespace EmailCar.Tables;

/// <summary>
/// The shared texts of a workbook, which cells refer to by number. A large table is stored in a file: only the position of every
/// 64th text, and the blocks of 64 that were used last, are in memory, because cells mostly refer to texts in order.
/// </summary>
internal sealed class TextTable : IDisposable
{
    private const int BlockSize = 64;
    private const int MaxBlocks = 64;

    private readonly List<string> _texts = [];
    private readonly List<long> _blocks = [];
    private readonly Dictionary<int, string[]> _recent = [];
    private readonly Queue<int> _order = new();
    private readonly TextsFolder? _folder;
    private readonly FileStream? _file;
    private readonly BinaryReader? _reader;
    private int _lastNumber = -1;
    private string[] _last = [];

    /// <param name="texts">The table; null if there is none.</param>
    /// <param name="isLarge">True to store the table in a file.</param>
    public TextTable(XmlReader? texts, bool isLarge)
    {
        if (!isLarge)
        {
            _texts.AddRange(Texts(texts));
            return;
        }

        _folder = new TextsFolder();
        try
        {
            _file = new FileStream(Path.Combine(_folder.Path, "texts"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024);
            Write(texts, _file);
            _reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The text with this number; empty if there is none.</summary>
    public string this[int number]
    {
        get
        {
            if (_reader is null)
            {
                return number >= 0 && number < _texts.Count ? _texts[number] : "";
            }

            var block = number / BlockSize;
            if (block != _lastNumber)
            {
                _last = number >= 0 && block < _blocks.Count ? Block(block) : [];
                _lastNumber = block;
            }

            return number >= 0 && number % BlockSize < _last.Length ? _last[number % BlockSize] : "";
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _file?.Dispose();
        _folder?.Dispose();
    }

    /// <summary>Returns the text within an element, with its runs joined and without phonetic hints.</summary>
    public static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Depth;
        var text = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
            {
                Skip(reader);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA or XmlNodeType.Whitespace
                && reader.Depth > depth + 1)
            {
                text = text.Length == 0 ? reader.Value : text + reader.Value;
            }
        }

        return CellText.Unescape(text);
    }

    private static void Skip(XmlReader reader)
    {
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && reader.Depth > depth)
        {
        }
    }

    private static IEnumerable<string> Texts(XmlReader? texts)
    {
        using (texts)
        {
            while (texts?.Read() == true)
            {
                if (texts.NodeType == XmlNodeType.Element && texts.LocalName == "si")
                {
                    yield return Text(texts);
                }
            }
        }
    }

    private void Write(XmlReader? texts, FileStream file)
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        var number = 0;
        foreach (var text in Texts(texts))
        {
            if (number % BlockSize == 0)
            {
                writer.Flush();
                _blocks.Add(file.Position);
            }

            writer.Write(text);
            number++;
        }

    }

    private string[] Block(int block)
    {
        if (_recent.TryGetValue(block, out var texts))
        {
            return texts;
        }

        texts = new string[BlockSize];
        _file!.Position = _blocks[block];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _file.Position < _file.Length ? _reader!.ReadString() : "";
        }

        if (_order.Count == MaxBlocks)
        {
            _recent.Remove(_order.Dequeue());
        }

        _order.Enqueue(block);
        _recent.Add(block, texts);
        return texts;
    }
}
