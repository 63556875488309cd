namespace EmailCar.Quickstart.Hosting;

/// <summary>Columns a text takes on a terminal: Chinese characters take two, and tables stand crooked where that is not known.</summary>
internal static class CellWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var c in text)
            width += Of(c);
        return width;
    }

    // The wide blocks of Unicode's East Asian Width table. Half a surrogate pair counts one, so that an emoji makes two.
    public static int Of(char c) => c switch
    {
        >= '\u1100' and <= '\u115F' => 2, // Hangul initial letters
        >= '\u2E80' and <= '\uA4CF' and not '\u303F' => 2, // CJK radicals to Yi
        >= '\uAC00' and <= '\uD7A3' => 2, // Hangul syllables
        >= '\uF900' and <= '\uFAFF' => 2, // CJK compatibility ideographs
        >= '\uFE30' and <= '\uFE6F' => 2, // CJK compatibility forms
        >= '\uFF00' and <= '\uFF60' => 2, // full-width forms
        >= '\uFFE0' and <= '\uFFE6' => 2, // full-width signs
        _ => 1,
    };
}
