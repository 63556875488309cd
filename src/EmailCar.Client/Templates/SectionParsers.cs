using Stubble.Core.Imported;
using Stubble.Core.Parser;
using Stubble.Core.Parser.TokenParsers;
using Stubble.Core.Tokens;

namespace EmailCar.Templates;

/// <summary>
/// The library compares the names at both ends of a section to the letter, blanks included. Here {{#VIP}} … {{/ vip }} is
/// a section, since both name the same column; that they do, <see cref="TagCheck"/> has seen.
/// </summary>
internal sealed class SectionParser : SectionTagParser
{
    public override bool TryClose(Processor processor, ref StringSlice slice, BlockToken token) => SectionEnd.Take(processor, ref slice, token);
}

/// <summary>The same for what is there when a column is empty.</summary>
internal sealed class InvertedParser : InvertedSectionParser
{
    public override bool TryClose(Processor processor, ref StringSlice slice, BlockToken token) => SectionEnd.Take(processor, ref slice, token);
}

/// <summary>Takes a closing tag for the end of the section that is open.</summary>
internal static class SectionEnd
{
    public static bool Take(Processor processor, ref StringSlice slice, BlockToken open)
    {
        var start = slice.Start - processor.CurrentTags.StartTag.Length;
        var name = slice.Text.IndexOf('/', slice.Start) + 1;
        slice.Start = slice.Text.IndexOf(processor.CurrentTags.EndTag, name, StringComparison.Ordinal) + processor.CurrentTags.EndTag.Length;
        processor.CurrentToken = new SectionEndToken
        {
            SectionName = open.Identifier,
            ContentEndPosition = start,
            EndPosition = slice.Start,
            IsClosed = true,
        };
        return true;
    }
}
